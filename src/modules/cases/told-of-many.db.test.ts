import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, keepOut } from '../consultations/testing.ts'
import { openCase } from './open-case.ts'
import { declare, hana, him, reason } from './testing/kept-calls.ts'

/** One notice for many first calls that a declaration met: it is there as long as one of them is, for whoever was told. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let supervisor: TestPerson
let ids: [string, string]

beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor', 'manager'])
  const [author, colleague, lead] = people as [TestPerson, TestPerson, TestPerson]
  ;[counselor, supervisor] = [author, lead]
  const call = (given: string) => aConsultation(counselor, { ...him, person: { ...hana, given } })
  ids = [await call('花'), await call('花子')]
  await declare(colleague)
  expect(await toldTo(supervisor)).toEqual(['consultation.conflicts'])
})

const rowsOf = async (sql: string, ...values: unknown[]) => (await database.superuser.query(sql, values)).rows
/** As she reads them herself. */
async function toldTo(who: TestPerson): Promise<string[]> {
  const app = await database.as('yorube_app')
  await app.query('begin')
  try {
    await enterRaw(app, who)
    const { rows } = await app.query("select kind from notice where kind like 'consultation.conflict%'")
    return rows.map((row) => row.kind)
  } finally {
    await app.query('rollback')
  }
}
const left = () =>
  rowsOf("select from notice where tenant_id = $1 and object_type = 'consultations-kept'", office.tenantId)
const keepFrom = (who: TestPerson, consultationId: string) =>
  keepOut(counselor, { consultationId, userId: who.userId, reason })

test('a lead from whom all of them are kept by hand later reads nothing of it, and reads it while one is hers', async () => {
  await keepFrom(supervisor, ids[0])
  expect(await toldTo(supervisor)).toEqual(['consultation.conflicts'])
  await keepFrom(supervisor, ids[1])
  expect(await toldTo(supervisor)).toEqual([])
})

test('nor does a lead whose own declaration meets them later', async () => {
  await declare(supervisor)
  expect(await toldTo(supervisor)).toEqual([])
})

test('it goes with the last call: to a case, or destroyed', async () => {
  const many = (await left()).length
  await openCase(counselor, { submissionId: crypto.randomUUID(), consultationId: ids[0] } as never)
  expect(await left()).toHaveLength(many)
  expect(await toldTo(supervisor)).toContain('consultation.conflicts')
  await rowsOf("select internal.shred_record($1, 'consultation', $2, '{}')", office.tenantId, ids[1])
  expect(await left()).toEqual([])
  expect(await rowsOf('select from notice_call where consultation_id = any ($1)', ids)).toEqual([])
})
