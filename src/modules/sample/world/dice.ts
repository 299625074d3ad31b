/** Chance that falls the same way every time: from a word, not from the clock. */
export class Dice {
  #state: number

  constructor(seed: string) {
    // FNV-1a, so that neighbouring seeds are far apart.
    this.#state = [...seed].reduce(
      (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
      2_166_136_261,
    )
  }

  /** 0 ≤ … < 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('nothing to choose from')
    return item
  }

  /** By weight: `{ phone: 70, visit: 20 }`. */
  weigh<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    const entries = Object.entries(weights) as [Key, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return this.pick(entries)[0]
  }

  /** Up to `count` different ones, in random order. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const rest = [...items]
    const taken: Item[] = []
    while (taken.length < count && rest.length > 0)
      taken.push(...rest.splice(Math.floor(this.next() * rest.length), 1))
    return taken
  }

  /** A 32-digit id in the shape of UUIDv4. */
  uuid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.next() * 16).toString(16))
    hex[12] = '4'
    hex[16] = this.pick(['8', '9', 'a', 'b'])
    const text = hex.join('')
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
      '-',
    )
  }
}

/** Deals what it holds one after the other in random order, and only then begins again: nothing repeats soon. */
export class Deck {
  readonly #dice: Dice
  readonly #cards: readonly string[]
  #left: string[] = []

  constructor(dice: Dice, cards: readonly string[]) {
    this.#dice = dice
    this.#cards = cards
  }

  deal(): string {
    if (this.#left.length === 0) this.#left = this.#dice.some(this.#cards, this.#cards.length)
    return this.#left.pop() ?? ''
  }
}
