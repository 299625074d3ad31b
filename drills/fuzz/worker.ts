import { Worker } from 'node:worker_threads'
import { everyTarget } from './targets.ts'
import { type Failure, tryInputs } from './try-inputs.ts'

/** One batch, as the drill hands it out. */
export interface Batch {
  target: string
  seed: number
  from: number
  count: number
}
export type Report =
  | { type: 'ready'; names: string[] }
  | { type: 'done'; failures: Failure[]; slowestMs: number }

const longestMs = 1_000
/** Since when one input is being read (milliseconds, wrapped; 0 = none), for the watch that runs beside. */
const since = new Int32Array(new SharedArrayBuffer(4))
// Whoever hangs cannot say so: the watch ends the process, and the drill halves the batch until it knows the input.
const watch = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => {
    const began = Atomics.load(workerData, 0)
    if (began !== 0 && ((Date.now() | 0) - began) > ${longestMs}) process.kill(process.pid, 'SIGKILL')
  }, 100)`
new Worker(watch, { eval: true, workerData: since }).unref()

const targets = new Map((await everyTarget()).map((one) => [one.name, one]))
const tell = (report: Report) => process.send?.(report)
process.on('message', (asked: Batch) => void run(asked))
process.on('disconnect', () => process.exit(0))
tell({ type: 'ready', names: [...targets.keys()] })

async function run(asked: Batch): Promise<void> {
  const target = targets.get(asked.target)
  if (!target) throw new Error(`no target is called ${asked.target}`)
  let before = performance.now()
  let slowestMs = 0
  const failures = await tryInputs(target, asked.seed, asked, () => {
    const now = performance.now()
    slowestMs = Math.max(slowestMs, now - before)
    before = now
    Atomics.store(since, 0, Date.now() | 0 || 1)
  })
  Atomics.store(since, 0, 0)
  tell({ type: 'done', failures, slowestMs })
}
