import { availableParallelism } from 'node:os'
import { argonThreads } from './argon-threads.ts'
import type { Bytes } from './contract.ts'
import { VaultBusy } from './errors.ts'
import { type ArgonCost, CODE_COST, PASSWORD_COST } from './primitives.ts'

const MAX_WAITING = 50

type Costs = Record<'password' | 'code', ArgonCost>

/** Tests alone make them cheaper. */
export function costsOf(quick: { argonMemoryBytes?: number; argonOps?: number }): Costs {
  const of = (usual: ArgonCost) => ({
    memoryBytes: quick.argonMemoryBytes ?? usual.memoryBytes,
    ops: quick.argonOps ?? usual.ops,
  })
  return { password: of(PASSWORD_COST), code: of(CODE_COST) }
}

/**
 * Each derivation takes a core and 64 MiB, so only as many run as there are cores, and the queue has an end. Processes that share
 * a machine share both: each takes its part, and at least one.
 */
export class ArgonGate {
  readonly #costs: Costs
  readonly #most: number
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(costs: Costs, processes = 1) {
    this.#costs = costs
    this.#most = Math.ceil(MAX_WAITING / processes)
    this.#free = Math.max(1, Math.floor(availableParallelism() / processes))
  }

  async derive(secret: Bytes, salt: Bytes, of: keyof Costs = 'password'): Promise<Bytes> {
    await this.#enter()
    try {
      return await argonThreads.derive(secret, salt, this.#costs[of])
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    if (this.#waiting.length >= this.#most) throw new VaultBusy()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}
