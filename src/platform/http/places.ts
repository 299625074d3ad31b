import { AppError } from '../errors.ts'

/** How many are at something at once, and how many of them are of one person, session or network. Counted in this process alone. */
export class Places {
  readonly #atOnce: number
  readonly #ofOne: number
  readonly #taken = new Map<string, number>()
  #all = 0

  constructor(atOnce: number, ofOne: number) {
    this.#atOnce = atOnce
    this.#ofOne = ofOne
  }

  /** Answers how the place is given back. Throws `busy` at once where none is free: nobody waits with a body in hand. */
  take(who: string): () => void {
    const own = this.#taken.get(who) ?? 0
    if (own >= this.#ofOne || this.#all >= this.#atOnce) throw new AppError('busy')
    this.#all += 1
    this.#taken.set(who, own + 1)
    return () => this.#giveBack(who)
  }

  #giveBack(who: string): void {
    this.#all -= 1
    const left = (this.#taken.get(who) ?? 1) - 1
    if (left > 0) this.#taken.set(who, left)
    else this.#taken.delete(who)
  }
}
