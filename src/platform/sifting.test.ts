import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Compartments } from './compartments.ts'
import { type RecordKind, sealedOf } from './records.ts'
import { installPlatform, removePlatform } from './runtime.ts'
import { sift } from './sifting.ts'
import type { Vault } from './vault/contract.ts'

const kind: RecordKind = { label: 'a.b', scope: 'desk', version: 1, schema: z.object({ text: z.string() }) }
const everyText = JSON.stringify({ text: 'x' })
const keys = {
  ...{ opener: {}, load: async () => undefined, newKeys: async () => false },
  reveal: async (documents: readonly unknown[]) => documents.map(() => everyText),
} as unknown as Compartments
const busyFor = (ms: number): number => {
  const until = performance.now() + ms
  while (performance.now() < until);
  return 1
}
const pile = { tenantId: '', label: 'a.b', deskId: '', bytes: new Uint8Array() }

test('others are served between the piles of somebody’s search, and between her loose documents', async () => {
  const vault = {
    searchPile: () => ({
      ...{ found: [{ place: 1, rowId: randomUUID(), json: everyText }], closed: [], outOfReach: [] },
    }),
  }
  installPlatform({
    pool: { end: async () => undefined } as never,
    vault: vault as unknown as Vault,
    raise: () => {},
  })
  let turns = 0
  const count = () => {
    turns += 1
    waiting = setImmediate(count)
  }
  let waiting = setImmediate(count)
  const row = { tenantId: '', compartmentId: '', rev: 1, schema: 1, bytes: pile.bytes }
  const loose = Array.from({ length: 120 }, () => sealedOf(kind, { ...row, id: randomUUID() }))
  const wanted = {
    ...{ needles: [], runs: [], action: 'test' },
    rankOf: () => busyFor(5),
    rankOfLine: () => ({ id: '', at: 0, rank: undefined }),
  }
  const found = await sift(keys, { kind, piles: [pile, pile, pile], loose, isCut: false }, wanted)
  clearImmediate(waiting)
  await removePlatform()
  expect(found.hits).toHaveLength(123)
  // After each pile, and after each fifty loose ones.
  expect(turns).toBeGreaterThanOrEqual(6)
})

test('where drawers go as fast as one looks, the search says that it did not see everything', async () => {
  const vault = { searchLines: () => ({ lines: [], closed: [], outOfReach: [] }) }
  installPlatform({
    pool: { end: async () => undefined } as never,
    vault: vault as unknown as Vault,
    raise: () => {},
  })
  let looks = 0
  const drawers = {
    read: async () => [],
    look: async () => {
      looks += 1
      return { drawerIds: [randomUUID()], piles: [] }
    },
    mark: async () => undefined,
  }
  const wanted = {
    ...{ needles: [], runs: [], action: 'test' },
    rankOf: () => 1,
    rankOfLine: () => ({ id: '', at: 0, rank: undefined }),
  }
  const source = { kind, drawers, drawerIds: [randomUUID()], piles: [], loose: [], isCut: false }
  expect(await sift(keys, source, wanted)).toEqual({ hits: [], unopenable: 0, isCut: true })
  expect(looks).toBeLessThan(10)
  expect(await sift(keys, { ...source, drawerIds: [] }, wanted)).toMatchObject({ isCut: false })
  await removePlatform()
})
