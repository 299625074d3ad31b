import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, openConsultation, present } from '../consultations/testing.ts'
import { attachConsultation } from './attach-consultation.ts'
import { blockPerson } from './block-person.ts'
import { closeCase } from './close-case.ts'
import { offerCases } from './offer-cases.ts'
import { openCase } from './open-case.ts'
import { registerCaseSources } from './own-sources.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const phone = '090-0000-1234'

async function hub(office: TestOffice) {
  const desk = await office.desk(['counselor', 'counselor', 'supervisor'])
  const [counselor, colleague] = desk.people as [TestPerson, TestPerson]
  return { counselor, colleague }
}

/** A case that began with a call from this number. */
async function caseOfCaller(who: TestPerson): Promise<string> {
  const consultationId = await aConsultation(who, { person: { family: '架空', given: '花', phone } })
  const { id } = await openCase(who, { submissionId: crypto.randomUUID(), consultationId })
  return id
}

test('a later call goes into the case that is there: proposed first, on its timeline, the caller beside the client', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague } = await hub(office)
  const caseId = await caseOfCaller(counselor)
  const other = await aCase(counselor, { title: '別の方のケース' })
  const consultationId = await aConsultation(counselor, { memo: '二度目の電話', person: { phone } })
  await database.superuser.query("update case_ set moved_at = now() - interval '9 days' where id = $1", [
    caseId,
  ])

  const offered = await offerCases(counselor, { consultationId, view: 'desk' })
  expect(offered.likely.map((one) => one.id)).toEqual([caseId])
  expect(offered.likely[0]).toMatchObject({ canOpen: true, name: '架空 花' })
  expect(offered.cases.map((one) => one.id)).toEqual([other])
  expect((await offerCases(counselor, { consultationId })).cases).toEqual([])

  await attachConsultation(counselor, { caseId, consultationId })
  const page = await showCase(colleague, { caseId })
  expect(page.timeline.filter((one) => one.kind === 'consultation').map((one) => one.canOpen)).toEqual([
    true,
    true,
  ])
  expect(page.timeline.map((one) => one.href)).toContain(`/consultations/${consultationId}`)
  expect(page.timeline[0]?.code).toBe('consultation_attached')
  const opened = await openConsultation(colleague, { consultationId })
  expect(opened.caseId).toBe(caseId)
  expect(opened.record?.lines[0]?.text).toBe('二度目の電話')
  const { rows } = await database.superuser.query(
    `select c.moved_at > now() - interval '1 day' as moved, exists (
       select from same_person s where s.person_id = c.client_id and s.other_id = $2) as same
     from case_ c where c.id = $1`,
    [caseId, present(opened.personId)],
  )
  expect(rows).toEqual([{ moved: true, same: true }])

  await expect(attachConsultation(counselor, { caseId, consultationId })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(offerCases(counselor, { consultationId })).rejects.toMatchObject({ code: 'not-found' })
  expect(database.alarms).toEqual([])
})

test('her later calls name her once on the page of the case; whoever calls about her stands beside her', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await hub(office)
  const caseId = await caseOfCaller(counselor)
  const people = async () =>
    (await showCase(counselor, { caseId })).people.map(({ part, otherIds }) => [part, otherIds.length])
  for (const memo of ['二度目', '三度目']) {
    const consultationId = await aConsultation(counselor, { memo, person: { phone } })
    await attachConsultation(counselor, { caseId, consultationId })
  }
  expect(await people()).toEqual([['client', 2]])

  const aboutHer = await aConsultation(counselor, { person: { family: '架空', given: '母' } })
  await attachConsultation(counselor, { caseId, consultationId: aboutHer, caller: 'other' })
  expect(await people()).toEqual([
    ['client', 2],
    ['contact', 0],
  ])
})

test('another desk, a blocked person and whoever may not write attach nothing and are offered nothing', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague } = await hub(office)
  const caseId = await caseOfCaller(counselor)
  const consultationId = await aConsultation(counselor, { person: { phone } })

  const stranger = (await office.desk(['counselor'])).people[0] as TestPerson
  const hers = await aConsultation(stranger, { person: { phone } })
  expect(await offerCases(stranger, { consultationId: hers, view: 'desk' })).toMatchObject({
    likely: [],
    cases: [],
  })
  for (const input of [
    { caseId, consultationId },
    { caseId, consultationId: hers },
  ])
    await expect(attachConsultation(stranger, input)).rejects.toMatchObject({ code: 'not-found' })
  await expect(attachConsultation(counselor, { caseId, consultationId: hers })).rejects.toMatchObject({
    code: 'not-found',
  })

  await blockPerson(counselor, { caseId, userId: colleague.userId, reason: '知人' })
  expect(await offerCases(colleague, { consultationId, view: 'desk' })).toMatchObject({
    likely: [],
    cases: [],
  })
  await expect(attachConsultation(colleague, { caseId, consultationId })).rejects.toMatchObject({
    code: 'not-found',
  })

  const clerk = (await office.desk(['desk_worker'])).people[0] as TestPerson
  await expect(attachConsultation(clerk, { caseId, consultationId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await openConsultation(counselor, { consultationId })).caseId).toBeNull()
})

test('nothing goes into a closed case', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await hub(office)
  const caseId = await caseOfCaller(counselor)
  const openReason = '確認は終結のあとに受ける'
  await closeCase(counselor, {
    caseId,
    why: 'settled',
    reason: '落ち着いた',
    openReason,
    retainUntil: 'R40.3.31',
  })
  const consultationId = await aConsultation(counselor, { person: { phone } })
  expect((await offerCases(counselor, { consultationId, view: 'desk' })).likely).toEqual([])
  await expect(attachConsultation(counselor, { caseId, consultationId })).rejects.toMatchObject({
    code: 'refused',
    key: 'cases_refused_closed',
  })
})
