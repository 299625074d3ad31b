import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** JSON lines on standard output. Never personal data: no bodies, query strings, cookies or addresses. */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime })
}

export interface ErrorTrace {
  name: string
  code: string | undefined
  frames: string[]
}

/** What may be logged of an error. Its message stays out: PostgreSQL and parsers quote the value they choked on. */
export function traceOf(error: unknown): ErrorTrace {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, frames: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, code, frames: frames.map((line) => line.trim()) }
}
