import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as serverBuild from 'virtual:react-router/server-build'
import type { ServerBuild } from 'react-router'
import { offerSetUp } from '../modules/accounts/index.ts'
import { AlarmBook } from '../platform/alarm-book.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPlainPool, openPool } from '../platform/db/pool.server.ts'
import { withClient } from '../platform/db/with-client.ts'
import { listen } from '../platform/http/listen.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { Audience } from '../platform/live/audience.ts'
import { hearWakeCalls } from '../platform/live/wake-calls.ts'
import { createLogger, type Logger } from '../platform/log/logger.ts'
import { readEarlier } from '../platform/rotation/earlier.ts'
import { type Alarm, installPlatform } from '../platform/runtime.ts'
import { type Scan, scannerAt } from '../platform/scanner/gate.ts'
import { scannerPlace } from '../platform/scanner/place.ts'
import { SubmissionPace } from '../platform/submission-pace.ts'
import { createVault, loadRootSecret, type RefusedRow } from '../platform/vault/index.ts'
import { examineInstance } from './examine-instance.ts'
import { createStaffApp } from './staff-app.ts'
import { wireModules } from './wiring.ts'

/** Of one process; several share what the database takes. */
const CONNECTIONS = 12
const CONNECTIONS_OF_ALL = 72
const FEWEST_CONNECTIONS = 4

/** The whole staff process: platform, pages, server. Its environment is what the launcher passes on. */
export async function startStaffServer(environment: NodeJS.ProcessEnv): Promise<void> {
  wireModules()
  const config = readConfig(environment)
  const logger = createLogger('staff', config.logLevel)
  const raise = (alarm: Alarm) => {
    logger.error(alarm, 'a sealed document or a key row was refused')
    book.raise(alarm)
  }
  const book = new AlarmBook(
    () => pool,
    (alarm) => logger.error(alarm, 'an alarm could not be written down'),
  )
  const onRefused = ({ table, ...row }: RefusedRow) => raise({ label: table, ...row })
  const root = await loadRootSecret(environment.ROOT_SECRET_FILE ?? '', false)
  const access = accessFromEnvironment(environment)
  const role = { user: 'yorube_app', password: createVault(root).databasePassword('yorube_app') }
  const before = await withClient({ ...access, ...role }, (client) => readEarlier(client, root))
  const vault = createVault(root, { onRefused, processes: config.staffProcesses, ...before })
  const pool = openPool({ ...access, ...role }, connectionsOf(config), () =>
    logger.warn('a database connection was lost'),
  )
  const examine = () => examineInstance(config, environment.ROOT_SECRET_FILE ?? '', { ...access, ...role })
  const { keyRenewalHours, identityProviders } = config
  const pace = new SubmissionPace(config.submissionsAtOnce)
  const scan = scannerOf(config, logger)
  installPlatform({
    pool,
    vault,
    raise,
    examine,
    keyRenewalHours,
    identityProviders,
    pace,
    ...(scan && { scan }),
  })
  const audience = new Audience()
  const ears = openPlainPool({ ...access, ...role }, 1, () => undefined)
  const wakeCalls = hearWakeCalls(ears, (tenantId, addresseeId) => audience.wake(tenantId, addresseeId))
  const { url, stop } = await servePages(config, logger, audience, () => answers(pool))
  stopWithLauncher(async () => {
    wakeCalls.stop()
    await stop()
    await book.settled()
    await Promise.all([pool.end(), ears.end()])
  })
  // A new code takes the place of the one before: one process offers it.
  const code = environment.YORUBE_FURTHER ? null : await offerSetUp()
  if (code) tellLauncher({ type: 'setup-code', url: `${url}/set-up`, code })
  tellLauncher({ type: 'ready', url })
}

/** What it finds, and that it does not answer, is for whoever runs the machine too: by the signature's name, and nothing of the file. */
function scannerOf({ virusScanner }: Config, logger: Logger): Scan | undefined {
  const place = scannerPlace(virusScanner ?? '')
  if (!place) return undefined
  return scannerAt(place, (verdict) => {
    if (verdict.kind === 'failed')
      logger.error(verdict, 'a file was refused: the virus scanner did not look at it')
    else logger.warn(verdict, 'a file was refused by what the virus scanner said of it')
  })
}

function connectionsOf({ staffProcesses }: Config): number {
  const share = Math.floor(CONNECTIONS_OF_ALL / staffProcesses)
  return Math.max(FEWEST_CONNECTIONS, Math.min(CONNECTIONS, share))
}

/** The pages that need no database (the gallery of components), for looking at them. */
export async function startGalleryServer(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment)
  const logger = createLogger('gallery', config.logLevel)
  const { url, stop } = await servePages(config, logger, new Audience(), async () => true)
  stopWithLauncher(stop)
  tellLauncher({ type: 'ready', url })
}

async function servePages(
  config: Config,
  logger: Logger,
  audience: Audience,
  isDatabaseUp: () => Promise<boolean>,
) {
  // The generated module spells absent parts as undefined, which React Router's own type does not allow.
  const build = serverBuild as ServerBuild
  const clientDir = fileURLToPath(new URL('../client', import.meta.url))
  const { fetch } = createStaffApp({ build, clientDir, config, logger, isDatabaseUp, audience })
  const tls = config.tls && {
    key: readFileSync(config.tls.keyFile, 'utf8'),
    cert: readFileSync(config.tls.certFile, 'utf8'),
  }
  return await listen(fetch, {
    port: config.port,
    host: config.host,
    tls,
    isShared: config.staffProcesses > 1,
  })
}

async function answers(pool: ReturnType<typeof openPool>): Promise<boolean> {
  return pool.query('select 1').then(
    () => true,
    () => false,
  )
}
