/** How much stands in the database. Desks and workers stay, so that a bigger city means more cases a desk. */
export interface Shape {
  cases: number
  consultations: number
  desks: number
  workers: number
  /** Seats of the one reader who looks through the cases of many desks. */
  readerDesks: number
}

const consultationsPerCase = 5

export function shapeOf(cases: number): Shape {
  return { cases, consultations: cases * consultationsPerCase, desks: 20, workers: 500, readerDesks: 10 }
}

/** Changes whenever what the loader writes changes, so that an older city is not taken for a new one. */
export const loaderVersion = 5

/** Numbers that look drawn by lot and are the same on every machine. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 to below `sides`. */
  below(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides)
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }
}
