import { sha256Into } from '../../vault/index.ts'

/** The tree of RFC 6962: a leaf is hashed after a zero byte, two hashes after a one, so that none passes for the other. */
export const HASH_BYTES = 32

/** Complete subtrees of every eighth height are kept, so that a proof reads few leaves. */
export const KEPT_STEP = 8

const pair = new Uint8Array(1 + 2 * HASH_BYTES)
pair[0] = 1

/** `withZero` is a zero byte and the leaf. */
export function hashLeaf(withZero: Uint8Array): Uint8Array {
  return sha256Into(new Uint8Array(HASH_BYTES), withZero)
}

export function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1)
  pair.set(right, 1 + HASH_BYTES)
  return sha256Into(new Uint8Array(HASH_BYTES), pair)
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

/** A growing tree, of which only the complete subtrees at its right edge are held: one for each bit of its size. */
export class GrowingTree {
  #size: number
  readonly #edge: Uint8Array[]
  readonly #onKept: (subtree: Subtree) => void

  /** `edge` as `edge` gives it, for a tree of that size. */
  constructor(
    size = 0,
    edge: Uint8Array = new Uint8Array(0),
    onKept: (subtree: Subtree) => void = () => undefined,
  ) {
    if (edge.length !== HASH_BYTES * bitsIn(size))
      throw new Error('the edge does not fit the size of the tree')
    this.#size = size
    this.#edge = Array.from({ length: edge.length / HASH_BYTES }, (_, index) =>
      edge.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    )
    this.#onKept = onKept
  }

  get size(): number {
    return this.#size
  }

  get edge(): Uint8Array {
    return Buffer.concat(this.#edge)
  }

  append(leafHash: Uint8Array): void {
    let hash = leafHash
    let rest = this.#size
    for (let level = 1; rest % 2 === 1; level += 1) {
      const left = this.#edge.pop()
      if (!left) throw new Error('the edge does not fit the size of the tree')
      hash = hashPair(left, hash)
      rest = (rest - 1) / 2
      if (level % KEPT_STEP === 0) this.#onKept({ level, place: rest, hash })
    }
    this.#edge.push(hash)
    this.#size += 1
  }

  root(): Uint8Array {
    const last = this.#edge.at(-1)
    if (!last) return emptyRoot()
    return this.#edge.slice(0, -1).reduceRight((right, left) => hashPair(left, right), last)
  }
}

function bitsIn(size: number): number {
  let bits = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2
  return bits
}
