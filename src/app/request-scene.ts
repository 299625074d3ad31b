import { readAttemptCookie } from '../platform/http/attempt-cookie.ts'
import type { RequestScene } from '../platform/http/page.ts'
import { isQuiet } from '../platform/http/quiet.ts'
import { readSessionCookie } from '../platform/http/session-cookie.ts'

/** What the use-cases may know of a request: the session's cookie, the host it asked for, where it comes from. */
export function sceneOf(request: Request, network: string): RequestScene {
  const url = new URL(request.url)
  const host = url.hostname
  const isSecure = url.protocol === 'https:'
  const cookies = request.headers.get('Cookie')
  return {
    caller: {
      cookie: readSessionCookie(cookies, isSecure),
      isAct: !isQuiet(cookies, isSecure),
      host,
      network,
    },
    visitor: {
      host,
      network,
      deviceLabel: deviceLabel(request.headers.get('User-Agent') ?? ''),
    },
    isSecure,
    attempt: readAttemptCookie(cookies, isSecure),
  }
}

/** Enough to tell one's own sessions apart, no more: the browser's and the system's name. */
export function deviceLabel(userAgent: string): string {
  const browser =
    /Edg\/|Firefox\/|Chrome\/|Safari\//.exec(userAgent)?.[0].replace('/', '').replace('Edg', 'Edge') ?? ''
  const system =
    /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0].replace('Mac OS X', 'Mac') ?? ''
  return [browser, system].filter((part) => part !== '').join(' / ')
}
