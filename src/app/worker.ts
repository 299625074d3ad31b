import { run } from 'graphile-worker'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPlainPool } from '../platform/db/pool.server.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { createLogger } from '../platform/log/logger.ts'
import { workerLogger } from './worker-log.ts'
import { crontab, taskList } from './worker-tasks.ts'

/** Jobs without plaintext: deadlines, expiries, clean-up. Runs as the role yorube_worker. */
const logger = createLogger('worker', process.env.LOG_LEVEL)
const pool = openPlainPool(accessFromEnvironment(process.env), 4, () =>
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
stopWithLauncher(async () => {
  await runner.stop()
  await pool.end()
})
tellLauncher({ type: 'ready' })
await runner.promise
