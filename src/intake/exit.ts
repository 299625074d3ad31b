import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** Says nothing by its name. While a browser has it, our pages send it away: the Back button cannot bring them back. */
const COOKIE = 'v'
const AWAY_SECONDS = 30 * 60

export const LEAVE_PATH = '/leave'
export const RETURN_PATH = '/return'

export function leave(c: Context, exitUrl: string): Response {
  const isSecure = new URL(c.req.url).protocol === 'https:'
  setCookie(c, COOKIE, '1', {
    path: '/',
    maxAge: AWAY_SECONDS,
    httpOnly: true,
    secure: isSecure,
    sameSite: 'Lax',
  })
  c.header('Clear-Site-Data', '"cache"')
  return c.redirect(exitUrl, 303)
}

/** For her own way back, or for the next person at the same computer. */
export function comeBack(c: Context): Response {
  deleteCookie(c, COOKIE, { path: '/' })
  return c.redirect('/', 303)
}

export function awayFor(exitUrl: string): MiddlewareHandler {
  return async (c, next) => (getCookie(c, COOKIE) ? c.redirect(exitUrl, 303) : next())
}
