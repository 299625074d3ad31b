import { Logger as GraphileLogger } from 'graphile-worker'
import { type Logger, traceOf } from '../platform/log/logger.ts'

const levels = { error: 'error', warning: 'warn', info: 'info', debug: 'debug' } as const

/** The queue's own words in our log. Its warnings and errors quote the error's message, which stays out (`traceOf`). */
export function workerLogger(logger: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message, meta) => {
    const facts = { task: scope.taskIdentifier, job: scope.jobId }
    if (level === 'info' || level === 'debug') return logger[levels[level]](facts, message)
    logger[levels[level]]({ ...facts, error: meta?.error && traceOf(meta.error) }, 'background work failed')
  })
}
