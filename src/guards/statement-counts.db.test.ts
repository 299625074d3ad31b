import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aConsultation } from '../modules/consultations/testing.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { onStatement } from '../platform/db/tx.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { defineUseCase, type UseCase, useCases } from '../platform/use-case.ts'
import { plantWorld } from './canary/seed.ts'
import { knownCodes } from './every-module.ts'
import { idsIn } from './matrix/rows.ts'
import type { World } from './matrix/story.ts'
import { type Caller, readings, writings } from './reviewed/readings.ts'

/** Whatever is read takes as many statements for many cases, and many rows in a case, as for one of each. */
const database = useDatabase()
let codes: readonly string[]
let known: readonly UseCase[]
/** A consultation that belongs to no case; the planted one does. */
let standaloneId = ''

beforeAll(async () => {
  codes = await knownCodes()
  known = useCases().filter((one) => !one.definition.name.startsWith('guard.'))
}, 60_000)

test('every use-case is known to read or to write', () => {
  const listed = [...Object.keys(readings), ...writings].sort()
  expect(known.map((one) => one.definition.name).sort()).toEqual(listed)
})

/** What the guard is there to find: one more statement for each row. */
const readOneByOne = defineUseCase({
  name: 'guard.read-one-by-one',
  permission: 'case.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({}),
  output: z.object({ notes: z.number() }),
  async run({ tx }) {
    const notes = await tx.selectFrom('case_note').select('id').execute()
    for (const { id } of notes) await tx.selectFrom('case_note').select('day').where('id', '=', id).execute()
    return { notes: notes.length }
  },
  audit: () => ({}),
})

/** The ids of the planted case, as far as the input asks for them. */
function inputFor(useCase: UseCase, world: World): Record<string, unknown> {
  const { input } = useCase.definition
  const reading = readings[useCase.definition.name]
  const ids: Record<string, unknown> = { ...idsIn(world), ...reading?.input }
  if (reading?.isStandalone) ids.consultationId = standaloneId
  const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : Object.keys(ids)
  return Object.fromEntries(fields.filter((name) => name in ids).map((name) => [name, ids[name]]))
}

async function statementsOf(useCase: UseCase, person: TestPerson, world: World): Promise<number | string> {
  let count = 0
  const stop = onStatement(() => count++)
  try {
    await useCase(person, inputFor(useCase, world))
    return count
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error} ${JSON.stringify(error)}`
  } finally {
    stop()
  }
}

test('no reading takes more statements when there is more to read', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['manager', 'counselor'])
  const asked = await office.desk(['desk_lead', 'desk_worker'], 'asked')
  const [keeper] = hub.people
  const [lead] = asked.people
  if (!keeper || !lead) throw new Error('people are missing')
  standaloneId = await aConsultation(keeper)
  const people: Record<Caller, TestPerson> = {
    keeper,
    asked: lead,
    administrator: await office.person({ tenantRole: 'tenant_admin' }),
    auditor: await office.person({ tenantRole: 'auditor' }),
  }
  for (const person of [people.administrator, people.auditor, keeper]) await office.stepUp(person)
  const first: World = {
    name: 'first',
    tenant: office.tenantId,
    desk: hub.id,
    asked: asked.id,
    story: 'first',
  }
  const all = async () => {
    const counts: Record<string, number | string> = {}
    for (const useCase of known) {
      const reading = readings[useCase.definition.name]
      if (reading) counts[useCase.definition.name] = await statementsOf(useCase, people[reading.by], first)
    }
    return counts
  }

  await plantWorld(database, first, keeper, codes)
  await all()
  const few = await all()
  const fewOneByOne = Number(await statementsOf(readOneByOne, keeper, first))
  for (const more of ['second', 'third', 'fourth', 'fifth']) {
    await plantWorld(database, { ...first, name: more, story: more }, keeper, codes)
    await plantWorld(database, { ...first, name: `first and ${more}` }, keeper, codes)
  }
  expect(Object.entries(few).filter(([, count]) => typeof count === 'string')).toEqual([])
  // As before the first count: what a process has read once it has at hand (docs/adr/0028).
  await all()
  expect(await all()).toEqual(few)
  expect(await statementsOf(readOneByOne, keeper, first)).toBe(fewOneByOne + 8)
  expect(Object.entries(few).filter(([, count]) => Number(count) > 30)).toEqual([])
  process.stdout.write(`${Object.keys(few).length} readings, statements do not grow\n`)
}, 120_000)
