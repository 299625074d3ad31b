import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawerRecord } from '../../platform/drawers.ts'
import { drawerLine } from '../../ui/lookup/drawer-line.ts'
import { searchKey } from '../../ui/lookup/fold.ts'
import { findableCase } from '../cases/index.ts'
import { findablePerson, PersonCard } from '../people/index.ts'

/** Letters, kana and Han characters, wherever they stand; none of these will ever be assigned anew. */
const written = [
  [0x20, 0x17f],
  [0x3041, 0x30ff],
  [0x3400, 0x4db5],
  [0x4e00, 0x9fa5],
  [0xf900, 0xfa2d],
  [0xff00, 0xff9f],
  [0x2f800, 0x2fa1d],
] as const

/** What every filed line is made by: how letters are folded, and what a card and a label say. */
function wayOfFiling(): string {
  const hash = createHash('sha256')
  for (const [from, to] of written)
    for (let code = from; code <= to; code += 1) hash.update(`${searchKey(String.fromCodePoint(code))}\n`)
  const name = { family: '見本', given: '花', familyKana: 'みほん', givenKana: 'はな' }
  const card = PersonCard.parse({
    names: [name, { ...name, kind: 'used', family: '例示' }],
    birthDate: '1990-04-02',
    phones: [{ number: '090-0000-1234' }],
  })
  const at = new Date('2026-04-01T00:00:00Z')
  hash.update(drawerLine('a', at, findablePerson(card)))
  hash.update(drawerLine('b', at, findableCase({ number: 'R8-0412', title: '転居と離婚の相談' })))
  return hash.digest('hex').slice(0, 16)
}

test('whoever changes how lines are made empties the drawers that were filed before', () => {
  // A new way wants a new version in src/platform/drawers.ts, and a migration with `delete from search_drawer`.
  expect({ version: drawerRecord.version, way: wayOfFiling() }).toEqual({
    version: 1,
    way: '7282f3b37bfd03a0',
  })
})
