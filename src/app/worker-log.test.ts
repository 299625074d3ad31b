import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { workerLogger } from './worker-log.ts'

function linesOf(write: (logger: ReturnType<typeof workerLogger>) => void) {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  write(workerLogger(pino({ level: 'debug' }, sink)))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('what the queue says is a line of our log', () => {
  const [line] = linesOf((logger) => logger.info('Worker connected'))
  expect(line).toMatchObject({ level: 30, msg: 'Worker connected' })
})

test('a failure names its task and the code of its error, and never quotes its message', () => {
  const error = Object.assign(new Error('invalid input syntax: "見本 花子"'), { code: '22P02' })
  const lines = linesOf((logger) =>
    logger
      .scope({ label: 'job', taskIdentifier: 'end-sessions', jobId: '7' })
      .error(`Failed task 7 with error ${error.message}`, { error }),
  )
  expect(lines[0]).toMatchObject({ level: 50, task: 'end-sessions', job: '7', error: { code: '22P02' } })
  expect(JSON.stringify(lines)).not.toContain('見本')
})
