import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

const standardOutput = 1
const mostBytesWaiting = 8_192
const longestWaitMs = 200
const warning = 40

const outputs = new Set<ReturnType<typeof pino.destination>>()
process.on('exit', () => {
  for (const output of outputs) output.flushSync()
})

/**
 * JSON lines on standard output. Never personal data: no bodies, query strings, cookies or addresses. Lines wait for each
 * other up to 200 ms, because a write to the system for each of them is an eighth of what a quick answer costs; from warnings on
 * they go at once, and so does everything when the process ends.
 */
export function createLogger(name: string, level = 'info'): Logger {
  const output = pino.destination({
    dest: standardOutput,
    sync: true,
    minLength: mostBytesWaiting,
    periodicFlush: longestWaitMs,
  })
  outputs.add(output)
  return pino(
    {
      level,
      base: { process: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        logMethod(line, write, severity) {
          write.apply(this, line)
          if (severity >= warning) output.flushSync()
        },
      },
    },
    output,
  )
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
