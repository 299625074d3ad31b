import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { cookieName } from '../platform/http/cookie-name.ts'

/** Says nothing by its name. While a browser has it, our pages send it away: the Back button cannot bring them back. */
const COOKIE = 'v'
const AWAY_SECONDS = 30 * 60

export const LEAVE_PATH = '/leave'
export const RETURN_PATH = '/return'

export function leave(c: Context, exitUrl: string): Response {
  setCookie(c, nameFor(c), '1', {
    path: '/',
    maxAge: AWAY_SECONDS,
    httpOnly: true,
    secure: isSecure(c),
    sameSite: 'Lax',
  })
  c.header('Clear-Site-Data', '"cache"')
  return c.redirect(exitUrl, 303)
}

/** For her own way back, or for the next person at the same computer. */
export function comeBack(c: Context): Response {
  deleteCookie(c, nameFor(c), { path: '/', secure: isSecure(c) })
  return c.redirect('/', 303)
}

export function awayFor(exitUrl: string): MiddlewareHandler {
  return async (c, next) => (getCookie(c, nameFor(c)) ? c.redirect(exitUrl, 303) : next())
}

const isSecure = (c: Context) => new URL(c.req.url).protocol === 'https:'
const nameFor = (c: Context) => cookieName(COOKIE, isSecure(c))
