import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { recordKinds } from '../../platform/records.ts'
import { knownCodes } from '../every-module.ts'
import { plant } from './content.ts'

let codes: readonly string[]
beforeAll(async () => {
  codes = await knownCodes()
}, 60_000)

function counter() {
  let count = 0
  return () => `CNRY${(count++).toString(36).padStart(4, '0')}`
}

test('every free text of a document becomes a word of its own', () => {
  const schema = z.object({
    name: z.string().min(1),
    day: z.iso.date().nullable(),
    notes: z.array(z.object({ text: z.string().max(20), kind: z.enum(['fact', 'opinion']) })),
  })
  const { content, canaries } = plant(schema, counter())
  expect(content).toEqual({
    name: 'CNRY0000',
    day: '2026-04-01',
    notes: [{ text: 'CNRY0001', kind: 'fact' }],
  })
  expect([...canaries.values()]).toEqual(['.name', '.notes.0.text'])
})

test('every kind of sealed document can be planted, and none without a canary', () => {
  const next = counter()
  const planted = recordKinds().map((kind) => ({ label: kind.label, ...plant(kind.schema, next, codes) }))
  expect(planted.length).toBeGreaterThan(15)
  expect(planted.filter((one) => one.canaries.size === 0).map((one) => one.label)).toEqual([])
  process.stdout.write(
    `${planted.reduce((sum, one) => sum + one.canaries.size, 0)} canaries in ${planted.length} kinds of document\n`,
  )
})
