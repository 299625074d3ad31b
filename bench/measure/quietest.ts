import { isDisturbed } from './statistics.ts'

/** Time for repeats. A machine that is busy all night must not keep the benchmark up all night. */
export class Patience {
  #leftMs: number

  constructor(milliseconds: number) {
    this.#leftMs = milliseconds
  }

  get isLeft(): boolean {
    return this.#leftMs > 0
  }

  spend(milliseconds: number): void {
    this.#leftMs -= milliseconds
  }
}

/** Repeats what was disturbed, a bounded number of times and while there is patience, and keeps the quietest try. */
export async function quietest<Tried extends { others: number }>(
  attempt: () => Promise<Tried>,
  mostTries: number,
  patience: Patience,
): Promise<Tried> {
  let best = await attempt()
  for (let tries = 1; tries < mostTries && isDisturbed(best.others) && patience.isLeft; tries += 1) {
    const began = performance.now()
    const again = await attempt()
    patience.spend(performance.now() - began)
    if (again.others < best.others) best = again
  }
  return best
}
