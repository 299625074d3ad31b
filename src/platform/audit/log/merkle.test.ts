import { describe, expect, test } from 'vitest'
import { emptyRoot, GrowingTree, HASH_BYTES, hashLeaf, type Subtree } from './merkle.ts'
import { consistencyProof, inclusionProof, isConsistent, isIncluded, type ReadHashes } from './proofs.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const leafOf = (bytes: Uint8Array) => hashLeaf(Buffer.concat([Buffer.from([0]), bytes]))

/** The leaves and roots that the reference implementation of certificate transparency is tested with. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('roots are those of the reference implementation of RFC 6962', () => {
  const tree = new GrowingTree()
  expect(hex(tree.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hex(emptyRoot())).toBe(hex(tree.root()))
  const roots = LEAVES.map((leaf) => {
    tree.append(leafOf(Buffer.from(leaf, 'hex')))
    return hex(tree.root())
  })
  expect(roots).toEqual(ROOTS)
})

/** A tree as it would be stored: leaves, and complete subtrees of every eighth level. */
function grown(size: number) {
  const stored = new Map<number, Uint8Array[]>([[0, []]])
  const keep = ({ level, place, hash }: Subtree) => {
    const row = stored.get(level) ?? []
    row[place] = hash
    stored.set(level, row)
  }
  const tree = new GrowingTree(0, new Uint8Array(0), keep)
  const roots = [tree.root()]
  for (let index = 0; index < size; index += 1) {
    const leaf = leafOf(Buffer.from(`leaf ${index}`))
    stored.get(0)?.push(leaf)
    tree.append(leaf)
    roots.push(tree.root())
  }
  let reads = 0
  const read: ReadHashes = async (level, from, to) => {
    const found = stored.get(level)?.slice(from, to) ?? []
    reads += found.length
    return found
  }
  return { tree, roots, leaves: stored.get(0) ?? [], read, readCount: () => reads }
}

test('a tree goes on from its edge alone', () => {
  const { roots, leaves } = grown(700)
  let tree = new GrowingTree()
  for (const [index, leaf] of leaves.entries()) {
    tree.append(leaf)
    if (index % 37 === 0) tree = new GrowingTree(tree.size, tree.edge)
    expect(hex(tree.root())).toBe(hex(roots[index + 1] ?? new Uint8Array()))
  }
  expect(() => new GrowingTree(3, new Uint8Array(HASH_BYTES))).toThrow('does not fit')
})

describe('proofs', () => {
  const sizes = [1, 2, 3, 7, 8, 255, 256, 257, 511, 600, 769]
  const whole = grown(769)

  test('every line of a tree of any size is shown to be in it, and no other line is', async () => {
    for (const size of sizes) {
      const root = whole.roots[size] as Uint8Array
      for (let place = 0; place < size; place += size < 20 ? 1 : 41) {
        const proof = await inclusionProof(whole.read, place, size)
        const leaf = whole.leaves[place] as Uint8Array
        expect(isIncluded(leaf, place, size, proof, root)).toBe(true)
        expect(isIncluded(leafOf(Buffer.from('another')), place, size, proof, root)).toBe(false)
        if (size > 1) expect(isIncluded(leaf, (place + 1) % size, size, proof, root)).toBe(false)
      }
    }
    await expect(inclusionProof(whole.read, 5, 5)).rejects.toThrow(RangeError)
  })

  test('a later tree is shown to have only added to an earlier one, and one that changed it is not', async () => {
    for (const older of [0, ...sizes]) {
      for (const size of sizes.filter((one) => one >= older)) {
        const before = { size: older, root: whole.roots[older] as Uint8Array }
        const after = { size, root: whole.roots[size] as Uint8Array }
        const proof = await consistencyProof(whole.read, older, size)
        expect(isConsistent(before, after, proof)).toBe(true)
        if (older === 0) continue
        const forged = { size: older, root: leafOf(Buffer.from('forged')) }
        expect(isConsistent(forged, after, proof)).toBe(false)
        if (older < size) expect(isConsistent(before, after, proof.slice(1))).toBe(false)
      }
    }
  })

  test('few hashes are read, however large the tree is', async () => {
    const large = grown(70_000)
    await inclusionProof(large.read, 12_345, 70_000)
    expect(large.readCount()).toBeLessThan(1_000)
  })
})
