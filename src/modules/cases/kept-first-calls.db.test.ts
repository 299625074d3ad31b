import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, keepOut, letIn, letInNamesake, listKeptFrom } from '../consultations/testing.ts'
import { attachConsultation } from './attach-consultation.ts'
import { blockPerson } from './block-person.ts'
import { openCase } from './open-case.ts'
import { declare, hana, him, looksInto, reason, say, sees, seesCase, taro } from './testing/kept-calls.ts'
import { aCase, addPersonToCase, callNamesake } from './testing.ts'

/** Before there is a case and in it, the same colleagues know nothing of it. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
const { personOf, blocksOf, noticesOf } = looksInto(database)
beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  ;[counselor, colleague, supervisor] = people as [TestPerson, TestPerson, TestPerson]
})

const caseFrom = async (consultationId: string) =>
  (await openCase(counselor, { submissionId: crypto.randomUUID(), consultationId } as never)).id

test('whom a first call was kept from is blocked in the case that it becomes, and a lead can call it a namesake', async () => {
  await declare(colleague)
  const consultationId = await aConsultation(counselor, { ...him, person: hana })
  const caseId = await caseFrom(consultationId)
  expect(await seesCase(colleague, caseId)).toBe(false)
  expect(await sees(colleague, consultationId)).toBe(false)
  expect(await blocksOf(caseId)).toEqual([{ user_id: colleague.userId, origin: 'conflict' }])
  expect(await noticesOf(supervisor)).toEqual(['case.conflict'])
  await office.stepUp(supervisor)
  await callNamesake(supervisor, { caseId, userId: colleague.userId, reason })
  expect(await seesCase(colleague, caseId)).toBe(true)
})

test('a call that joins a case brings along whom somebody named by hand', async () => {
  const caseId = await aCase(counselor)
  const consultationId = await aConsultation(counselor)
  await keepOut(counselor, { consultationId, userId: colleague.userId, reason })
  await attachConsultation(counselor, { caseId, consultationId })
  expect(await blocksOf(caseId)).toEqual([{ user_id: colleague.userId, origin: 'named' }])
})

test('a declaration made when the call is part of a case already meets what its sheet says', async () => {
  const consultationId = await aConsultation(counselor, him)
  const caseId = await caseFrom(consultationId)
  expect(await seesCase(colleague, caseId)).toBe(true)
  await declare(colleague)
  expect(await seesCase(colleague, caseId)).toBe(false)
})

test('a block carries to her other first calls, whichever was said first', async () => {
  const caseId = await aCase(counselor)
  const client = await personOf('case_', caseId)
  const [first, second, third] = [
    await aConsultation(counselor, { person: hana }),
    await aConsultation(counselor, { person: hana }),
    await aConsultation(counselor, { person: hana }),
  ]
  const others = await aConsultation(counselor, { person: hana })
  await say(counselor, { one: client, other: await personOf('consultation', first) })
  await blockPerson(counselor, { caseId, userId: colleague.userId, reason })
  expect(await sees(colleague, first)).toBe(false)
  expect(await sees(colleague, second)).toBe(true)
  await say(counselor, {
    one: await personOf('consultation', second),
    other: await personOf('consultation', first),
  })
  expect(await sees(colleague, second)).toBe(false)
  await say(counselor, { one: await personOf('consultation', third), other: client })
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: { names: [taro], birthDate: null },
  })
  await declare(supervisor)
  for (const one of [first, second, third]) {
    expect(await sees(colleague, one)).toBe(false)
    expect(await sees(supervisor, one)).toBe(false)
    expect(await sees(counselor, one)).toBe(true)
  }
  expect(await sees(colleague, others)).toBe(true)
})

test('kept out by hand and let in again, by whoever may block; what a declaration has met stays', async () => {
  const consultationId = await aConsultation(counselor, him)
  const userId = colleague.userId
  await expect(
    keepOut(counselor, { consultationId, userId: counselor.userId, reason }),
  ).rejects.toMatchObject({
    key: 'cases_refused_block_oneself',
  })
  await keepOut(counselor, { consultationId, userId, reason })
  expect(await sees(colleague, consultationId)).toBe(false)
  await expect(keepOut(counselor, { consultationId, userId, reason })).rejects.toMatchObject({
    key: 'cases_refused_blocked_already',
  })
  expect(await listKeptFrom(counselor, { consultationId })).toMatchObject({
    kept: [{ userId, isByMatch: false }],
    mayCallNamesake: false,
  })
  await expect(listKeptFrom(colleague, { consultationId })).rejects.toMatchObject({ code: 'not-found' })
  await expect(letIn(colleague, { consultationId, userId, reason })).rejects.toMatchObject({
    code: 'not-found',
  })

  await declare(colleague)
  await letIn(counselor, { consultationId, userId, reason })
  expect(await sees(colleague, consultationId)).toBe(false)
  expect((await listKeptFrom(supervisor, { consultationId })).kept).toMatchObject([
    { userId, isByMatch: true },
  ])
  await expect(letIn(counselor, { consultationId, userId, reason })).rejects.toMatchObject({
    code: 'not-found',
  })
  const { rows } = await database.superuser.query(
    "select action, result from audit.event where object_id = $1 and purpose = 'protection' and actor_id is not null order by seq",
    [consultationId],
  )
  expect(rows.filter((row) => row.result === 'ok').map((row) => row.action)).toEqual([
    'consultation.keep-out',
    'consultation.list-kept-from',
    'consultation.let-in',
    'consultation.list-kept-from',
  ])
})

test('who took the call is out when somebody names her by hand', async () => {
  const consultationId = await aConsultation(colleague, him)
  await declare(colleague)
  expect(await sees(colleague, consultationId)).toBe(true)
  await keepOut(supervisor, { consultationId, userId: colleague.userId, reason })
  expect(await sees(colleague, consultationId)).toBe(false)
})

test('a namesake is let in by a lead who has just shown herself, until another declaration meets it', async () => {
  await declare(colleague)
  const consultationId = await aConsultation(counselor, him)
  const userId = colleague.userId
  await expect(letInNamesake(supervisor, { consultationId, userId, reason })).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await office.stepUp(supervisor)
  await letInNamesake(supervisor, { consultationId, userId, reason })
  expect(await sees(colleague, consultationId)).toBe(true)
  await declare(colleague)
  expect(await sees(colleague, consultationId)).toBe(false)
})

test('where nobody is left at the desk, an administrator hears of it', async () => {
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  const one = await aConsultation(counselor, him)
  await keepOut(counselor, { consultationId: one, userId: colleague.userId, reason })
  await keepOut(counselor, { consultationId: one, userId: supervisor.userId, reason })
  expect(await noticesOf(administrator)).toEqual([])
  await declare(counselor)
  expect(await noticesOf(administrator)).toEqual(['desk.nobody-left'])
})
