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
  'accessId',
  'caseId',
  'consultationId',
  'personId',
  'noteId',
  'placeId',
  'requestId',
  'referralId',
  'attachmentId',
  'recordId',
  'listId',
  'disclosureId',
  'reportId',
  'subjectId',
  'releaseId',
]

/** Words somebody reads: text that is neither an id nor one of a few codes. */
function holdsText(schema: unknown): boolean {
  if (schema instanceof z.ZodString) return schema.format === null
  if (schema instanceof z.ZodObject) return Object.values(schema.shape).some(holdsText)
  if (schema instanceof z.ZodArray) return holdsText(schema.element)
  if (schema instanceof z.ZodRecord) return holdsText(schema.valueType)
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return holdsText(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.some(holdsText)
  return schema instanceof z.ZodAny || schema instanceof z.ZodUnknown || schema instanceof z.ZodPipe
}

async function countedAs(names: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await database.superuser.query<{ name: string; what: string | null }>(
    'select name, auth.counted_as(name) as what from unnest($1::text[]) as n (name)',
    [names],
  )
  return new Map(rows.map(({ name, what }) => [name, what]))
}

test('every act that shows something of a record counts, or was reviewed', async () => {
  const opening = useCases()
    .filter(({ definition: { name, input, output } }) => {
      const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : ofRecords
      // What writes and answers with words shows them as well: whatever is printed is one of these.
      const reads = name in readings || holdsText(output)
      return reads && fields.some((field) => ofRecords.includes(field))
    })
    .map(({ definition }) => definition.name)
  expect(opening.length).toBeGreaterThan(20)
  // Neither a record under a name of its own nor a page that is printed goes by unseen.
  expect(opening).toEqual(
    expect.arrayContaining(['access.show', 'access.print', 'request.print-sheet', 'disposal.show']),
  )
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
