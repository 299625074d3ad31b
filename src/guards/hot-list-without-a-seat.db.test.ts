import { expect, test } from 'vitest'
import { aMachine } from '../modules/accounts/testing.ts'
import { readCases } from '../modules/cases/read-cases.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'

const database = useDatabase()

test('a list that answers, be it empty, stands in the record', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['manager', 'counselor'])
  const [lead, answers] = desk.people as [TestPerson, TestPerson]
  const machine = await aMachine(office, { id: desk.id, lead, answers }, ['cases.read'])
  // The desk's key was renewed and its seat is not yet, or it has no seat any more.
  await database.superuser.query(
    'update auth.membership set not_after = 1 where tenant_id = $1 and role = $2',
    [office.tenantId, 'machine'],
  )
  expect((await readCases(machine, {})).cases).toEqual([])
  const { rows } = await database.superuser.query(
    "select result, count from audit.event where tenant_id = $1 and action = 'case.read-list'",
    [office.tenantId],
  )
  expect(rows).toEqual([{ result: 'ok', count: 0 }])
})
