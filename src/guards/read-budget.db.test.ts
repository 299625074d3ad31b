import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { useCases } from '../platform/use-case.ts'
import { loadEveryModule } from './every-module.ts'
import { notCounted } from './reviewed/read-budget.ts'
import { readings } from './reviewed/readings.ts'

/** Whatever opens a record counts against the reader's budget, or was reviewed as not doing so. */
const database = useDatabase()
beforeAll(loadEveryModule, 60_000)

const ofRecords = [
  'caseId',
  'consultationId',
  'personId',
  'noteId',
  'placeId',
  'requestId',
  'referralId',
  'attachmentId',
]

async function countedAs(names: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await database.superuser.query<{ name: string; what: string | null }>(
    'select name, auth.counted_as(name) as what from unnest($1::text[]) as n (name)',
    [names],
  )
  return new Map(rows.map(({ name, what }) => [name, what]))
}

test('every reading of a record counts, or was reviewed', async () => {
  const opening = useCases()
    .filter(({ definition: { name, input } }) => {
      const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : ofRecords
      return name in readings && fields.some((field) => ofRecords.includes(field))
    })
    .map(({ definition }) => definition.name)
  expect(opening.length).toBeGreaterThan(20)
  const what = await countedAs(opening)
  expect(opening.filter((name) => !what.get(name) && !(name in notCounted))).toEqual([])
  expect(opening.filter((name) => what.get(name) && name in notCounted)).toEqual([])
})

test('what the database counts is there, and so is what was reviewed', async () => {
  const names = useCases().map(({ definition }) => definition.name)
  expect(Object.keys(notCounted).filter((name) => !names.includes(name))).toEqual([])
  const { rows } = await database.superuser.query<{ text: string }>(
    "select pg_get_functiondef('auth.counted_as(text)'::regprocedure) as text",
  )
  const listed = [...(rows[0]?.text ?? '').matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, name]) => name ?? '')
  expect(listed.length).toBeGreaterThan(20)
  expect(listed.filter((name) => !names.includes(name))).toEqual([])
})
