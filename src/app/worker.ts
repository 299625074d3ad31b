import { run } from 'graphile-worker'
import pg from 'pg'
import { accessFromEnvironment, clientConfig } from '../platform/db/access.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { createLogger } from '../platform/log/logger.ts'
import { crontab, taskList } from './worker-tasks.ts'

/** Jobs without plaintext: deadlines, expiries, clean-up. Runs as the role yorube_worker. */
const logger = createLogger('worker', process.env.LOG_LEVEL)
const pool = new pg.Pool({ ...clientConfig(accessFromEnvironment(process.env)), max: 4 })
const onLost = () => logger.warn('a database connection was lost')
pool.on('error', onLost)
pool.on('connect', (client) => client.on('error', onLost))

const runner = await run({
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
