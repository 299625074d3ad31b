import { run } from 'graphile-worker'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPlainPool } from '../platform/db/pool.server.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { createLogger } from '../platform/log/logger.ts'
import { ledgerKeeper } from '../platform/shredding/keep.ts'
import { logSigner } from '../platform/vault/index.ts'
import { startDrawerClearer } from './drawer-clearer.ts'
import { startSealer } from './sealer.ts'
import { witnessIn } from './witness.ts'
import { workerLogger } from './worker-log.ts'
import { crontab, taskList } from './worker-tasks.ts'

/** Work without plaintext: deadlines, expiries, clean-up, sealing the record. Runs as the role yorube_worker. */
const logger = createLogger('worker', process.env.LOG_LEVEL)
const pool = openPlainPool(accessFromEnvironment(process.env), 5, () =>
  logger.warn('a database connection was lost'),
)

const runner = await run({
  logger: workerLogger(logger),
  pgPool: pool,
  taskList,
  crontab,
  concurrency: 2,
  noHandleSignals: true,
  noPreparedStatements: true,
})
const seed = Buffer.from(process.env.YORUBE_LOG_SEED ?? '', 'base64url')
// Taken over; it need not stand in what a crash or a child would show.
delete process.env.YORUBE_LOG_SEED
const witness = witnessIn(process.env.WITNESS_DIR ?? '', logger)
const ledgerFolders = [process.env.DATA_DIR ?? '', process.env.BACKUP_DIR ?? ''].filter(
  (folder) => folder !== '',
)
const keepLedger = ledgerKeeper(ledgerFolders, () =>
  logger.error('the ledger of what was destroyed could not be copied'),
)
const sealer = startSealer(pool, logSigner(seed), logger, async (client) => {
  await keepLedger(client)
  await witness(client)
})
const clearer = startDrawerClearer(pool, logger)
stopWithLauncher(async () => {
  await Promise.all([runner.stop(), sealer.stop(), clearer.stop()])
  await pool.end()
})
tellLauncher({ type: 'ready' })
await runner.promise
