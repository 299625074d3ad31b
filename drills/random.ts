/**
 * Numbers that look drawn by lot and follow from a seed, so that whatever failed can be repeated. For drills only: never for
 * anything that must not be guessed. (SplitMix32.)
 */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Of one input among many: the same for the same seed, name and place. */
  static at(seed: number, name: string, place: number): Random {
    let mixed = seed ^ Math.imul(place + 1, 0x9e3779b1)
    for (let at = 0; at < name.length; at++) mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193)
    const random = new Random(mixed)
    random.next()
    return random
  }

  /** 32 bits. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }

  /** From 0 up to, not including, `limit`. */
  below(limit: number): number {
    return limit <= 1 ? 0 : this.next() % limit
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('nothing to pick from')
    return from[this.below(from.length)] as T
  }

  bytes(length: number): Uint8Array {
    const out = new Uint8Array(length)
    for (let at = 0; at < length; at++) out[at] = this.next()
    return out
  }

  shuffle<T>(list: readonly T[]): T[] {
    const out = [...list]
    for (let at = out.length - 1; at > 0; at--) {
      const other = this.below(at + 1)
      ;[out[at], out[other]] = [out[other] as T, out[at] as T]
    }
    return out
  }
}
