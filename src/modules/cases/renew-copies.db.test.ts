import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { assign } from './assign.ts'
import { listCases } from './list-cases.ts'
import { aCase } from './testing.ts'
import { transferCase } from './transfer-case.ts'

const database = useDatabase()

test('the copies under the giving desk’s key go with a hand-over; the receiving desk makes its own, and no more than that', async () => {
  const office = await TestOffice.open(database)
  const [counselor, supervisor] = (await office.desk(['counselor', 'supervisor'])).people
  const other = await office.desk(['counselor', 'supervisor'])
  const [newCounselor, newSupervisor] = other.people
  if (!counselor || !supervisor || !newCounselor || !newSupervisor) throw new Error('people are missing')
  const caseId = await aCase(counselor)
  const [before] = (await listCases(counselor, { view: 'desk' })).cases
  const copies = async () => {
    const { rows } = await database.superuser.query(
      `select length(c.label) as label, (select count(p.desk_card)::int from person p where p.case_id = c.id) as cards
       from case_ c where c.id = $1`,
      [caseId],
    )
    return rows[0]
  }
  // The smallest document there is: number and title, and nothing else of the core.
  expect(await copies()).toEqual({ label: 58 + 256, cards: 1 })
  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })
  expect(await copies()).toEqual({ label: null, cards: 0 })
  await assign(newSupervisor, { caseId, assigneeId: newCounselor.userId })
  expect(await copies()).toEqual({ label: 58 + 256, cards: 1 })
  const [after] = (await listCases(newCounselor, { view: 'mine' })).cases
  expect(after).toMatchObject({ number: before?.number, title: before?.title, name: before?.name })
  expect(database.alarms).toEqual([])
})
