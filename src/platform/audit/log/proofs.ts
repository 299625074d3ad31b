import { GrowingTree, hashPair, KEPT_STEP } from './merkle.ts'

/** Hashes of the tree as stored: leaves (level 0) and the complete subtrees of every eighth level. */
export type ReadHashes = (level: number, from: number, to: number) => Promise<Uint8Array[]>

/** RFC 6962, 2.1.1: by these hashes somebody who has one line and a checkpoint sees that the line is in it. */
export async function inclusionProof(read: ReadHashes, place: number, size: number): Promise<Uint8Array[]> {
  if (place < 0 || place >= size) throw new RangeError('no such leaf in a tree of this size')
  return path(read, place, 0, size)
}

/** RFC 6962, 2.1.2: by these hashes somebody who has two checkpoints sees that the later one only added to the earlier. */
export async function consistencyProof(read: ReadHashes, older: number, size: number): Promise<Uint8Array[]> {
  if (older < 0 || older > size) throw new RangeError('the older tree is the larger one')
  return older === 0 || older === size ? [] : subproof(read, older, 0, size, true)
}

async function path(read: ReadHashes, place: number, from: number, to: number): Promise<Uint8Array[]> {
  if (to - from === 1) return []
  const middle = from + largestPowerBelow(to - from)
  return place < middle
    ? [...(await path(read, place, from, middle)), await rangeHash(read, middle, to)]
    : [...(await path(read, place, middle, to)), await rangeHash(read, from, middle)]
}

async function subproof(
  read: ReadHashes,
  older: number,
  from: number,
  to: number,
  isWhole: boolean,
): Promise<Uint8Array[]> {
  if (older === to - from) return isWhole ? [] : [await rangeHash(read, from, to)]
  const half = largestPowerBelow(to - from)
  return older <= half
    ? [...(await subproof(read, older, from, from + half, isWhole)), await rangeHash(read, from + half, to)]
    : [
        ...(await subproof(read, older - half, from + half, to, false)),
        await rangeHash(read, from, from + half),
      ]
}

/** Of leaves `from`…`to`, where `from` is a multiple of the largest power of two that fits. Reads at most 255 hashes a level. */
async function rangeHash(read: ReadHashes, from: number, to: number): Promise<Uint8Array> {
  const tree = new GrowingTree()
  const parts: Uint8Array[] = []
  for (let at = from; at < to; ) {
    const level = keptLevelAt(to - at)
    const width = 2 ** level
    const count = Math.floor((to - at) / width)
    const hashes = await read(level, at / width, at / width + count)
    if (hashes.length !== count) throw new Error('the stored tree has a gap')
    if (level === 0) for (const hash of hashes) tree.append(hash)
    else parts.push(...foldWhole(hashes))
    at += count * width
  }
  return [...parts, ...(tree.size > 0 ? [tree.root()] : [])].reduceRight((right, left) =>
    hashPair(left, right),
  )
}

/** Neighbours of one level as the complete subtrees they form, largest first. */
function foldWhole(hashes: readonly Uint8Array[]): Uint8Array[] {
  const edge = new GrowingTree()
  for (const hash of hashes) edge.append(hash)
  const whole = edge.edge
  return Array.from({ length: whole.length / 32 }, (_, index) => whole.subarray(index * 32, index * 32 + 32))
}

function keptLevelAt(width: number): number {
  let level = 0
  while (2 ** (level + KEPT_STEP) <= width) level += KEPT_STEP
  return level
}

function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** RFC 9162, 2.1.3.2. */
export function isIncluded(
  leafHash: Uint8Array,
  place: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (place < 0 || place >= size) return false
  let [node, last, hash] = [place, size - 1, leafHash]
  for (const other of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = hashPair(other, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else hash = hashPair(hash, other)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && Buffer.compare(hash, root) === 0
}

/** RFC 9162, 2.1.4.2: whether the tree of the second root only added to that of the first. */
export function isConsistent(
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (older.size === newer.size) return proof.length === 0 && Buffer.compare(older.root, newer.root) === 0
  if (older.size === 0 || older.size > newer.size) return older.size === 0 && proof.length === 0
  const isPower = Number.isInteger(Math.log2(older.size))
  const [start, ...rest] = isPower ? [older.root, ...proof] : proof
  if (!start) return false
  let [node, last] = [older.size - 1, newer.size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [first, second] = [start, start]
  for (const other of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      first = hashPair(other, first)
      second = hashPair(other, second)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else second = hashPair(second, other)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && Buffer.compare(first, older.root) === 0 && Buffer.compare(second, newer.root) === 0
}

const half = (value: number) => Math.floor(value / 2)
