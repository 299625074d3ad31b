import { readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { stopWithLauncher, tellLauncher } from '../platform/launched.ts'
import { createLogger, traceOf } from '../platform/log/logger.ts'
import { LogArchive } from './log-archive.ts'

/** Brings the database's log into the repository of backups, all the time; it cannot open what it has put there. */
const config = readConfig(process.env)
const logger = createLogger('archive', config.logLevel)
const archive = new LogArchive(config, accessFromEnvironment(process.env), (trouble, error) =>
  logger.error({ trouble, error: traceOf(error) }, 'the log is not archived'),
)
stopWithLauncher(() => archive.stop())
tellLauncher({ type: 'ready' })
await archive.run()
