import { readFileSync } from 'node:fs'
import { createSite } from '../intake/site.ts'
import type { LoadWindows, WindowRow } from '../intake/windows.ts'
import { readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPlainPool } from '../platform/db/pool.server.ts'
import { originalRequest, trustedProxies } from '../platform/http/forwarded.ts'
import { listen } from '../platform/http/listen.ts'
import { stopWithLauncher, tellLauncher, untilBegun } from '../platform/launched.ts'
import { createLogger } from '../platform/log/logger.ts'

/** The public process. Its database role may call the intake's functions and nothing else; it holds no key. */
await untilBegun()
const config = readConfig(process.env)
const logger = createLogger('intake', config.logLevel)
const pool = openPlainPool({ ...accessFromEnvironment(process.env), statement_timeout: 5_000 }, 4, () =>
  logger.warn('a database connection was lost'),
)
const loadWindows: LoadWindows = async (host) =>
  (await pool.query<WindowRow>('select * from intake.windows($1)', [host])).rows

const site = createSite({
  loadWindows,
  exitUrl: config.exitUrl,
  securityContact: config.securityContact,
  logger,
})
const isTrusted = trustedProxies(config.trustProxy)
const { url, stop } = await listen(
  (request, bindings = {}) =>
    site.fetch(originalRequest(request, isTrusted(bindings.incoming?.socket.remoteAddress ?? ''))),
  {
    port: config.intakePort,
    host: config.host,
    tls: config.tls && {
      key: readFileSync(config.tls.keyFile, 'utf8'),
      cert: readFileSync(config.tls.certFile, 'utf8'),
    },
  },
)
stopWithLauncher(async () => {
  await stop()
  await pool.end()
})
tellLauncher({ type: 'ready', url })
