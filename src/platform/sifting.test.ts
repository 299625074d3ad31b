import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Compartments } from './compartments.ts'
import { type RecordKind, sealedOf } from './records.ts'
import { installPlatform, removePlatform } from './runtime.ts'
import { sift } from './sifting.ts'
import type { Vault } from './vault/contract.ts'

const kind: RecordKind = { label: 'a.b', scope: 'desk', version: 1, schema: z.object({ text: z.string() }) }
const keys = { opener: {}, load: async () => {} } as unknown as Compartments
const busyFor = (ms: number): number => {
  const until = performance.now() + ms
  while (performance.now() < until);
  return 1
}
const pile = { tenantId: '', label: 'a.b', deskId: '', bytes: new Uint8Array() }

test('others are served between the piles of somebody’s search, and between her loose documents', async () => {
  const json = JSON.stringify({ text: 'x' })
  const vault = {
    searchPile: () => ({ found: [{ place: 1, rowId: randomUUID(), json }], closed: [], outOfReach: [] }),
    reveal: (_opener: unknown, documents: unknown[]) => documents.map(() => json),
  }
  installPlatform({ pool: {} as never, vault: vault as unknown as Vault, raise: () => {} })
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
  await removePlatform().catch(() => {})
  expect(found.hits).toHaveLength(123)
  // After each pile, and after each fifty loose ones.
  expect(turns).toBeGreaterThanOrEqual(6)
})
