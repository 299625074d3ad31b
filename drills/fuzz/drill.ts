import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Drill } from '../kit/drill.ts'
import type { Failure } from './try-inputs.ts'
import type { Batch, Report } from './worker.ts'

const batchSize = 5_000
const startOptions = {
  inputs: { type: 'string', default: '1000000' },
  only: { type: 'string', multiple: true },
  seed: { type: 'string' },
  from: { type: 'string', default: '0' },
  workers: { type: 'string', default: '2' },
} as const

interface Tally {
  left: number
  tried: number
  slowestMs: number
  failures: Failure[]
}

/** What is still to be done, and what came of it so far. */
class Tries {
  readonly tallies: ReadonlyMap<string, Tally>
  readonly #waiting: Batch[]

  constructor(targets: readonly string[], seed: number, first: number, inputs: number) {
    this.tallies = new Map(
      targets.map((name) => [name, { left: inputs, tried: 0, slowestMs: 0, failures: [] }]),
    )
    this.#waiting = targets.flatMap((target) =>
      Array.from({ length: Math.ceil(inputs / batchSize) }, (_, at) => ({
        target,
        seed,
        from: first + at * batchSize,
        count: Math.min(batchSize, inputs - at * batchSize),
      })),
    )
  }

  next(): Batch | undefined {
    return this.#waiting.shift()
  }
  /** One of these ended the process: the halves say which. One alone is found. */
  halve(batch: Batch): void {
    if (batch.count === 1) {
      const what = 'the process crashed, or hung for more than a second'
      const failure = { target: batch.target, seed: batch.seed, place: batch.from, what, input: '' }
      this.note(batch, { type: 'done', failures: [failure], slowestMs: 0 })
      return
    }
    const half = Math.ceil(batch.count / 2)
    this.#waiting.unshift(
      { ...batch, count: half },
      { ...batch, from: batch.from + half, count: batch.count - half },
    )
  }

  note(batch: Batch, report: Extract<Report, { type: 'done' }>): void {
    const tally = this.tallies.get(batch.target)
    if (!tally) return
    tally.left -= batch.count
    tally.tried += batch.count
    tally.slowestMs = Math.max(tally.slowestMs, report.slowestMs)
    tally.failures.push(...report.failures)
    for (const one of report.failures)
      console.log(`${one.target} --seed ${one.seed} --from ${one.place}: ${one.what}\n    ${one.input}`)
    if (tally.left === 0)
      console.log(
        `${batch.target.padEnd(20)} ${String(tally.tried).padStart(9)} inputs, slowest ${tally.slowestMs.toFixed(0)} ms, ${tally.failures.length} failures`,
      )
  }
}

/**
 * Throws inputs at every reader of what comes from outside. Each input follows from the seed, the target's name and its
 * place, so that `--seed S --only NAME --from PLACE --inputs 1` repeats one. (What was sealed for the samples is sealed anew
 * in each process; where an input was changed is the same.)
 */
export const drill: Drill = async (options) => {
  const { values } = parseArgs({ args: [...options], options: startOptions })
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1000))
  console.log(`seed ${seed}, ${values.inputs} inputs each`)
  const names = await namesOfTargets()
  const wanted = values.only ?? names
  if (!wanted.every((name) => names.includes(name)))
    throw new Error(`no such target; there are: ${names.join(' ')}`)
  const tries = new Tries(wanted, seed, Number(values.from), Number(values.inputs))
  const began = performance.now()
  await Promise.all(Array.from({ length: Number(values.workers) }, () => work(tries)))
  const tallies = [...tries.tallies.values()]
  const failures = tallies.reduce((sum, tally) => sum + tally.failures.length, 0)
  const tried = tallies.reduce((sum, tally) => sum + tally.tried, 0)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${wanted.length} targets, ${tried} inputs in ${seconds} s: ${failures} failures`)
  return failures === 0
}

async function startWorker(): Promise<{ child: ChildProcess; names: string[] }> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), { execArgv: ['--no-warnings'] })
  const [report] = (await once(child, 'message')) as [Report]
  return { child, names: report.type === 'ready' ? report.names : [] }
}

async function namesOfTargets(): Promise<string[]> {
  const { child, names } = await startWorker()
  child.disconnect()
  return names
}

async function work(tries: Tries): Promise<void> {
  let worker = await startWorker()
  for (let batch = tries.next(); batch; batch = tries.next()) {
    const report = await outcomeOf(worker.child, batch)
    if (report) tries.note(batch, report)
    else {
      tries.halve(batch)
      worker = await startWorker()
    }
  }
  worker.child.disconnect()
}

/** What the worker reports; null when it died of the batch, by itself or by the watch. */
async function outcomeOf(
  child: ChildProcess,
  batch: Batch,
): Promise<Extract<Report, { type: 'done' }> | null> {
  const report = new Promise<Extract<Report, { type: 'done' }> | null>((resolve) => {
    const onExit = () => resolve(null)
    child.once('exit', onExit)
    child.once('message', (told: Report) => {
      child.off('exit', onExit)
      resolve(told.type === 'done' ? told : null)
    })
  })
  child.send(batch)
  return await report
}
