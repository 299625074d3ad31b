import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { type CsvTable, csvOf } from './csv.ts'
import { asReleased, mintStamp, type Released, releasedOf } from './released.ts'

const stamp = mintStamp({
  id: '00000000-0000-4000-8000-000000000001',
  document: 'own_disclosure_list',
  serial: 7,
  fiscalYear: 2026,
  at: new Date('2026-11-21T01:00:00Z'),
  by: '架空 花子',
})
const table: CsvTable = { header: ['宛先', '目的'], rows: [['=1+1', '確認, "急ぎ"']], footer: '第0007号' }

test('a file is made only of what passed the output gate', () => {
  const csv = csvOf(asReleased(stamp, table))
  expect(csv).toContain("'=1+1")
  expect(csv).toContain('"確認, ""急ぎ"""')
  expect(csv.trimEnd().endsWith('"# 第0007号"')).toBe(true)
  // @ts-expect-error a table that nobody released does not leave
  expect(() => csvOf(table)).toThrow()
  // @ts-expect-error a stamp cannot be written by hand
  asReleased({ id: '', document: '', serial: 1, fiscalYear: 2026, at: new Date(), by: '' }, table)
})

test('the output of a use-case keeps the brand', () => {
  const output = releasedOf(z.object({ title: z.string() }))
  const parsed = output.parse({ stamp, content: { title: '依頼票', secret: 'stays' } })
  expectTypeOf(parsed).toEqualTypeOf<Released<{ title: string }>>()
  expect(parsed).toEqual({ stamp, content: { title: '依頼票' } })
})
