import { sha256Into } from '../../vault/index.ts'

/** The tree of RFC 6962: a leaf is hashed after a zero byte, two hashes after a one, so that none passes for the other. */
export const HASH_BYTES = 32

/** Complete subtrees of every eighth height are kept, so that a proof reads few leaves. */
export const KEPT_STEP = 8

const pair = new Uint8Array(1 + 2 * HASH_BYTES)
pair[0] = 1

/** `withZero` is a zero byte and the leaf. */
export function hashLeaf(withZero: Uint8Array, out = new Uint8Array(HASH_BYTES)): Uint8Array {
  return sha256Into(out, withZero)
}

export function hashPair(left: Uint8Array, right: Uint8Array, out = new Uint8Array(HASH_BYTES)): Uint8Array {
  // Byte by byte: for so few it is faster than a call out of the engine.
  for (let index = 0; index < HASH_BYTES; index += 1) {
    pair[1 + index] = left[index] ?? 0
    pair[1 + HASH_BYTES + index] = right[index] ?? 0
  }
  return sha256Into(out, pair)
}

/** The root of no leaf at all. */
export function emptyRoot(): Uint8Array {
  return sha256Into(new Uint8Array(HASH_BYTES), new Uint8Array(0))
}

export interface Subtree {
  level: number
  place: number
  hash: Uint8Array
}

/** Higher than any tree will be. */
const mostLevels = 53

/** A growing tree, of which only the complete subtrees at its right edge are held: one for each bit of its size. */
export class GrowingTree {
  #size: number
  /** By height; only those that the size has a bit for mean anything. */
  readonly #subtrees = Array.from({ length: mostLevels }, () => new Uint8Array(HASH_BYTES))
  readonly #carry = new Uint8Array(HASH_BYTES)
  readonly #onKept: (subtree: Subtree) => void

  /** `edge` as `edge` gives it, for a tree of that size. */
  constructor(
    size = 0,
    edge: Uint8Array = new Uint8Array(0),
    onKept: (subtree: Subtree) => void = () => undefined,
  ) {
    const levels = levelsOf(size)
    if (edge.length !== HASH_BYTES * levels.length)
      throw new Error('the edge does not fit the size of the tree')
    this.#size = size
    for (const [index, level] of levels.entries())
      this.#subtrees[level]?.set(edge.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
    this.#onKept = onKept
  }

  get size(): number {
    return this.#size
  }

  /** The complete subtrees, largest first. */
  get edge(): Uint8Array {
    return Buffer.concat(this.#parts())
  }

  append(leafHash: Uint8Array): void {
    let hash = leafHash
    let rest = this.#size
    let level = 0
    for (; rest % 2 === 1; level += 1) {
      hash = hashPair(this.#subtrees[level] as Uint8Array, hash, this.#carry)
      rest = (rest - 1) / 2
      if ((level + 1) % KEPT_STEP === 0) this.#onKept({ level: level + 1, place: rest, hash: hash.slice() })
    }
    const place = this.#subtrees[level] as Uint8Array
    for (let index = 0; index < HASH_BYTES; index += 1) place[index] = hash[index] ?? 0
    this.#size += 1
  }

  root(): Uint8Array {
    const parts = this.#parts()
    const last = parts.pop()
    if (!last) return emptyRoot()
    return parts.reduceRight((right, left) => hashPair(left, right), last.slice())
  }

  #parts(): Uint8Array[] {
    return levelsOf(this.#size).map((level) => this.#subtrees[level] as Uint8Array)
  }
}

/** Heights of the complete subtrees that a tree of this size consists of, largest first. */
function levelsOf(size: number): number[] {
  const levels: number[] = []
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) levels.unshift(level)
  return levels
}
