import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../log/logger.ts'
import { shownPath } from './shown-path.ts'

/** One line a request: no query string, no body, no address, no cookie, no user agent; of the path, what is ours. */
export function requestLog(logger: Logger, known: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const ms = Math.round(performance.now() - start)
    const path = shownPath(c.req.path, known)
    logger.info({ method: c.req.method, path, status: c.res.status, ms }, 'request')
  }
}
