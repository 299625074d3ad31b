import { availableParallelism } from 'node:os'
import type { Bytes } from './contract.ts'
import { VaultBusy } from './errors.ts'
import { type ArgonCost, argon2id } from './primitives.ts'

const MAX_WAITING = 50

/** Each derivation takes a core and 64 MiB, so only as many run as there are cores, and the queue has an end. */
export class ArgonGate {
  readonly #cost: ArgonCost
  #free = availableParallelism()
  readonly #waiting: (() => void)[] = []

  constructor(cost: ArgonCost) {
    this.#cost = cost
  }

  async derive(secret: Bytes, salt: Bytes): Promise<Bytes> {
    await this.#enter()
    try {
      return await argon2id(secret, salt, this.#cost)
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    if (this.#waiting.length >= MAX_WAITING) throw new VaultBusy()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}
