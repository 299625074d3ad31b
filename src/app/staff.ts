import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as serverBuild from 'virtual:react-router/server-build'
import type { ServerBuild } from 'react-router'
import { readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPool } from '../platform/db/pool.server.ts'
import { listen } from '../platform/http/listen.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { createLogger } from '../platform/log/logger.ts'
import { installPlatform } from '../platform/runtime.ts'
import { createVault, loadRootSecret } from '../platform/vault/index.ts'
import { createStaffApp } from './staff-app.ts'

const CONNECTIONS = 12

/** The whole staff process: platform, pages, server. Its environment is what the launcher passes on. */
export async function startStaffServer(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment)
  const logger = createLogger('staff', config.logLevel)
  const vault = createVault(await loadRootSecret(environment.ROOT_SECRET_FILE ?? '', false))
  const access = accessFromEnvironment(environment)
  const pool = openPool(
    { ...access, user: 'yorube_app', password: vault.databasePassword('yorube_app') },
    CONNECTIONS,
    () => logger.warn('a database connection was lost'),
  )
  installPlatform({
    pool,
    vault,
    raise: (alarm) => logger.error(alarm, 'a sealed document refused to open'),
  })
  // The generated module spells absent parts as undefined, which React Router's own type does not allow.
  const build = serverBuild as ServerBuild
  const clientDir = fileURLToPath(new URL('../client', import.meta.url))
  const { fetch } = createStaffApp({ build, clientDir, config, logger, isDatabaseUp: () => answers(pool) })
  const files = config.tls && {
    key: readFileSync(config.tls.keyFile, 'utf8'),
    cert: readFileSync(config.tls.certFile, 'utf8'),
  }
  const { stop } = await listen(fetch, { port: config.port, host: config.host, tls: files })
  stopWithLauncher(async () => {
    await stop()
    await pool.end()
  })
  tellLauncher({ type: 'ready' })
}

async function answers(pool: ReturnType<typeof openPool>): Promise<boolean> {
  return pool.query('select 1').then(
    () => true,
    () => false,
  )
}
