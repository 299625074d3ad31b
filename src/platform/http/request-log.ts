import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../log/logger.ts'

/** One line a request: no query string, no body, no address, no cookie, no user agent. */
export function requestLog(logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now()
    await next()
    const ms = Math.round(performance.now() - start)
    logger.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request')
  }
}
