import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, keepOut } from '../consultations/testing.ts'
import { attachConsultation } from './attach-consultation.ts'
import { openCase } from './open-case.ts'
import { prepareCase } from './prepare-case.ts'
import { declare, hana, him, looksInto, reason } from './testing/kept-calls.ts'

/** Whose work a case is that grows out of a call, or that a call joins. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
const { linesOf } = looksInto(database)
beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  ;[counselor, colleague, supervisor] = people as [TestPerson, TestPerson, TestPerson]
})

test('a case is given to nobody from whom its call is kept', async () => {
  const consultationId = await aConsultation(counselor, { person: hana })
  const userId = colleague.userId
  await keepOut(counselor, { consultationId, userId, reason })
  const prepared = await prepareCase(counselor, { consultationId })
  expect(prepared.colleagues.map((one) => one.userId).toSorted()).toEqual(
    [counselor.userId, supervisor.userId].toSorted(),
  )
  await expect(
    openCase(counselor, { submissionId: crypto.randomUUID(), consultationId, assigneeId: userId } as never),
  ).rejects.toMatchObject({ fields: { assigneeId: 'cases_error_assignee_blocked' } })

  const { id: caseId } = await openCase(counselor, {
    submissionId: crypto.randomUUID(),
    assigneeId: userId,
  } as never)
  await attachConsultation(counselor, { caseId, consultationId })
  const { rows } = await database.superuser.query(
    `select assignee_id, (select array_agg(e.object_id) from case_event e where e.case_id = c.id and e.kind = 'blocked') as blocked
     from case_ c where id = $1`,
    [caseId],
  )
  expect(rows).toEqual([{ assignee_id: null, blocked: [userId] }])
  expect(await linesOf('case.block-carried', userId)).toEqual([{ case_id: caseId, count: null }])
})

test('who took the call and is near to him opens the case in her own name and is told nothing, and it is hers no more', async () => {
  await declare(counselor)
  const consultationId = await aConsultation(counselor, him)
  const { assigneeId } = await prepareCase(counselor, { consultationId })
  expect(assigneeId).toBe(counselor.userId)
  const { id } = await openCase(counselor, {
    submissionId: crypto.randomUUID(),
    consultationId,
    assigneeId,
  } as never)
  const { rows } = await database.superuser.query('select assignee_id from case_ where id = $1', [id])
  expect(rows).toEqual([{ assignee_id: null }])
})
