import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Order, Outcome } from './load-process.ts'

/** Longer than any order may take: load is always bounded in time. */
const graceMs = 30_000
export const longestOrderMs = 60_000

export class Driver {
  readonly #child: ChildProcess

  constructor() {
    const program = fileURLToPath(new URL('./load-process.ts', import.meta.url))
    this.#child = fork(program, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  }

  drive(order: Order): Promise<Outcome> {
    if (order.milliseconds > longestOrderMs) throw new RangeError('load longer than a minute')
    return new Promise((resolve, reject) => {
      const patience = setTimeout(
        () => reject(new Error('the load process does not answer')),
        order.milliseconds + graceMs,
      )
      const stop = () => {
        clearTimeout(patience)
        this.#child.off('message', hear).off('exit', gone)
      }
      const hear = (outcome: Outcome) => {
        stop()
        resolve(outcome)
      }
      const gone = () => {
        stop()
        reject(new Error('the load process has ended'))
      }
      this.#child.on('message', hear).on('exit', gone)
      this.#child.send(order)
    })
  }

  close(): void {
    this.#child.disconnect()
  }
}
