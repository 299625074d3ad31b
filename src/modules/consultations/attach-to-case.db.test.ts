import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { closeReferral, openReferral, sendReferral } from '../referrals/index.ts'
import { aTown, referralSheet } from '../referrals/testing.ts'
import { amendConsultation } from './amend-consultation.ts'
import { attachToCase } from './attach-to-case.ts'
import { consultationsOfCase, standaloneConsultation } from './of-case.ts'
import { openConsultation } from './open-consultation.ts'
import { prepareConsultation } from './prepare-consultation.ts'
import { aConsultation, present, twoHubs } from './testing.ts'

const database = useDatabase()

/** What the case module does when a case is opened from a consultation, cut to what matters here. */
const openCaseFrom = defineUseCase({
  name: 'test.open-case-from',
  permission: 'case.write',
  purpose: 'support',
  input: z.object({ consultationId: z.uuid(), deskId: z.uuid() }),
  subject: () => ({ objectType: 'case' }),
  output: z.object({ caseId: z.uuid(), compartmentId: z.uuid() }),
  async run(scene, { consultationId, deskId }) {
    const { actor, tx, keys } = scene
    const consultation = present(await standaloneConsultation(tx, consultationId))
    const caseId = crypto.randomUUID()
    const compartmentId = await keys.create({ kind: 'case', ownerDeskId: deskId })
    await tx
      .insertInto('case_')
      .values({
        tenant_id: actor.tenantId,
        id: caseId,
        desk_id: deskId,
        compartment_id: compartmentId,
        client_id: present(consultation.personId),
        opened_on: consultation.day,
        core: Buffer.from('not read here'),
        safety: Buffer.from('not read here'),
      })
      .execute()
    await keys.joinCase(compartmentId, caseId)
    await attachToCase(scene, consultationId, { caseId, compartmentId, deskId })
    return { caseId, compartmentId }
  },
  audit: (result) => ({ caseId: result.caseId }),
})

const readCase = defineUseCase({
  name: 'test.read-case',
  permission: 'case.read',
  purpose: 'support',
  input: z.object({ caseId: z.uuid(), after: z.string().optional(), limit: z.number().optional() }),
  subject: (input) => ({ caseId: input.caseId }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), record: z.object({ lines: z.array(z.any()) }).nullable() })),
    next: z.string().nullable(),
  }),
  run: ({ tx }, { caseId, ...page }) => consultationsOfCase(tx, caseId, page),
  audit: (result) => ({ count: result.items.length }),
})

async function ids(sql: string, values: unknown[]): Promise<Record<string, string>> {
  return (await database.superuser.query(sql, values)).rows[0]
}

test('after attaching, the record opens through the case and no longer through its own key', async () => {
  const office = await TestOffice.open(database)
  const { hub, counselor, colleague } = await twoHubs(office)
  const id = await aConsultation(counselor, { memo: '最初', person: { phone: '090-0000-1234' } })
  await amendConsultation(counselor, { consultationId: id, rev: 1, day: 'R8.11.20', memo: '二度目' })
  const before = await ids('select compartment_id from consultation where id = $1', [id])
  const { caseId, compartmentId } = await openCaseFrom(counselor, { consultationId: id, deskId: hub.id })

  const after = await ids('select compartment_id, case_id from consultation where id = $1', [id])
  expect(after).toMatchObject({ compartment_id: compartmentId, case_id: caseId })
  const old = await database.superuser.query(
    'select 1 from auth.compartment_grant where compartment_id = $1',
    [before.compartment_id],
  )
  expect(old.rowCount).toBe(0)

  const opened = await openConsultation(colleague, { consultationId: id })
  expect(opened.record?.lines).toEqual([{ text: '二度目', kind: null }])
  expect(opened.earlier[0]?.record?.lines).toEqual([{ text: '最初', kind: null }])
  expect((await readCase(colleague, { caseId })).items).toMatchObject([
    { id, record: { lines: [{ text: '二度目' }] } },
  ])
  const person = await ids(
    'select p.case_id, c.case_id as key_case from person p join auth.compartment c on c.id = p.compartment_id where p.id = $1',
    [opened.personId],
  )
  expect(person).toEqual({ case_id: caseId, key_case: caseId })

  // Without the case's key there is nothing left that opens it.
  await database.superuser.query('delete from auth.compartment_grant where compartment_id = $1', [
    compartmentId,
  ])
  expect((await openConsultation(colleague, { consultationId: id })).record).toBeNull()
})

test('a case of another desk takes the consultation and the person with it', async () => {
  const office = await TestOffice.open(database)
  const both = await office.person()
  const first = await office.deskOf([{ person: both, role: 'counselor' }])
  const second = await office.deskOf([
    { person: both, role: 'counselor' },
    { person: await office.person(), role: 'supervisor' },
  ])
  const id = await aConsultation(both, {
    deskId: first.id,
    memo: '移る記録',
    person: { family: '架空', phone: '090-0000-1234' },
  })
  await openCaseFrom(both, { consultationId: id, deskId: second.id })
  const opened = await openConsultation(present(second.people[1]), { consultationId: id })
  expect(opened.record?.lines[0]?.text).toBe('移る記録')
  expect(opened.person?.card?.names[0]?.family).toBe('架空')
})

test('a person blocked from the case no longer finds the consultation that went into it', async () => {
  const office = await TestOffice.open(database)
  const { hub, counselor, colleague } = await twoHubs(office)
  const id = await aConsultation(counselor, { memo: '同僚には見せない', person: { phone: '090-0000-1234' } })
  const { caseId } = await openCaseFrom(counselor, { consultationId: id, deskId: hub.id })
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseId, colleague.userId, counselor.userId],
  )
  await expect(openConsultation(colleague, { consultationId: id })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect((await readCase(colleague, { caseId })).items).toEqual([])
  expect((await openConsultation(counselor, { consultationId: id })).record).not.toBeNull()
})

test('the consultations of a case come page by page', async () => {
  const office = await TestOffice.open(database)
  const { hub, counselor } = await twoHubs(office)
  const made: string[] = []
  for (let index = 0; index < 5; index++)
    made.push(await aConsultation(counselor, { person: { phone: `090-0000-000${index}` } }))
  const { caseId, compartmentId } = await openCaseFrom(counselor, {
    consultationId: present(made[0]),
    deskId: hub.id,
  })
  await database.superuser.query(
    'update consultation set case_id = $1, compartment_id = $2 where id = any($3)',
    [caseId, compartmentId, made],
  )
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await readCase(counselor, { caseId, limit: 2, ...(after ? { after } : {}) })
    seen.push(...page.items.map((item) => item.id))
    after = page.next ?? undefined
  } while (after)
  expect(seen).toEqual(made.toReversed())
})

test('in a case a correction of the sheet leaves her card to the case', async () => {
  const office = await TestOffice.open(database)
  const { hub, counselor } = await twoHubs(office)
  const id = await aConsultation(counselor, {
    memo: '最初',
    person: { family: '架空', phone: '090-0000-1234' },
  })
  await openCaseFrom(counselor, { consultationId: id, deskId: hub.id })
  const before = present((await openConsultation(counselor, { consultationId: id })).person)
  await amendConsultation(counselor, {
    consultationId: id,
    rev: 1,
    personRev: before.rev,
    day: 'R8.11.20',
    memo: '直した',
    person: { family: '別の名' },
  })
  const after = await openConsultation(counselor, { consultationId: id })
  expect(after.record?.lines[0]?.text).toBe('直した')
  expect(after.person).toEqual(before)
})

test('a referral becomes one consultation and follows it into the case, where a block hides it too', async () => {
  const { office, hub, counselor, clerk } = await aTown(database)
  const { id: referral } = await sendReferral(clerk, {
    submissionId: crypto.randomUUID(),
    ...referralSheet,
    isUrgent: 'on',
  })
  expect((await prepareConsultation(counselor, { referral })).referral).toMatchObject({
    sheet: referralSheet,
    isUrgent: true,
    isOpen: true,
    consultationId: null,
  })
  const typed = { memo: '保育園から', person: { phone: '090-0000-1234' }, referralId: referral }
  const consultationId = await aConsultation(counselor, typed)
  expect(await openReferral(counselor, { referralId: referral })).toMatchObject({
    state: 'in_progress',
    consultationId,
  })
  expect(await openReferral(clerk, { referralId: referral })).toMatchObject({
    state: 'in_progress',
    consultationId: null,
  })
  expect((await openConsultation(counselor, { consultationId })).referralId).toBe(referral)

  // A colleague with the page still open: nothing is written twice.
  await expect(aConsultation(counselor, typed)).rejects.toMatchObject({ key: 'referrals_taken_up_already' })
  const written = await database.superuser.query('select id from consultation where tenant_id = $1', [
    office.tenantId,
  ])
  expect(written.rows).toEqual([{ id: consultationId }])

  const { caseId } = await openCaseFrom(counselor, { consultationId, deskId: hub.id })
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseId, clerk.userId, counselor.userId],
  )
  await expect(openReferral(clerk, { referralId: referral })).rejects.toMatchObject({ code: 'not-found' })
  expect((await openReferral(counselor, { referralId: referral })).sheet).toEqual(referralSheet)
})

test('a referral that was sent to another hub, or is over, becomes no consultation', async () => {
  const { office, counselor, clerk } = await aTown(database)
  const elsewhere = present((await office.desk(['counselor', 'supervisor'])).people[0])
  const { id: referralId } = await sendReferral(clerk, {
    submissionId: crypto.randomUUID(),
    ...referralSheet,
  })
  await expect(prepareConsultation(elsewhere, { referral: referralId })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(aConsultation(elsewhere, { referralId })).rejects.toMatchObject({ code: 'not-found' })
  await closeReferral(counselor, { referralId })
  await expect(aConsultation(counselor, { referralId })).rejects.toMatchObject({
    key: 'referrals_ended_note',
  })
})
