import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, blockPerson, registerCaseSources, showCase, transferCase } from '../cases/testing.ts'
import { recentCases } from './recent-cases.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('the cases she opened last come first, and only those she may still open', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor'])
  const other = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = desk.people as [TestPerson, TestPerson]
  const ids: string[] = []
  for (const title of ['一', '二', '三', '四']) ids.push(await aCase(counselor, { title }))
  const [first = '', second = '', third = ''] = ids
  for (const caseId of [second, first, third]) await showCase(counselor, { caseId })
  const titles = async (person: TestPerson) => (await recentCases(person, {})).cases.map((one) => one.title)

  expect(await titles(counselor)).toEqual(['三', '一', '二'])
  expect(await titles(supervisor)).toEqual([])
  await blockPerson(supervisor, { caseId: third, userId: counselor.userId, reason: '知人' })
  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId: second, toDeskId: other.id, reason: '転居' })
  expect(await titles(counselor)).toEqual(['一'])
  const { rows } = await database.superuser.query(
    "select count from audit.event where action = 'search.recent' and actor_id = $1 order by seq",
    [counselor.userId],
  )
  expect(rows.map((row) => row.count)).toEqual([3, 1])
})
