import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { saveDraft } from '../drafts/testing.ts'
import { amendConsultation } from './amend-consultation.ts'
import { countCall, takeBackCall } from './count-call.ts'
import { openConsultation } from './open-consultation.ts'
import { recogniseCaller } from './recognise-caller.ts'
import { consultationDraft, recordConsultation } from './record-consultation.ts'
import { reviewConsultation } from './review-consultation.ts'
import { aConsultation, present, twoHubs } from './testing.ts'

const database = useDatabase()
const count = async (table: string, tenantId: string) =>
  Number(
    (await database.superuser.query(`select count(*) from ${table} where tenant_id = $1`, [tenantId])).rows[0]
      .count,
  )

test('a call becomes a sealed record that a colleague reads and another desk does not find', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, stranger } = await twoHubs(office)
  const id = await aConsultation(counselor, {
    memo: '昨夜、夫に押されて転んだ\n「もう限界です」',
    marks: 'fw',
    person: {
      family: '架空',
      given: '花子',
      familyKana: 'かくう',
      givenKana: 'はなこ',
      birthDate: 'H2.1.2',
      phone: '090-0000-1234',
      sex: 'female',
    },
    violence: { physical: { is: 'on', first: '3年前の春', last: '昨夜' } },
    sensitive: { pregnancy: 'yes' },
    chiefComplaint: 'spouse_violence',
    safeContact: { mayContact: 'yes', from: '13時', until: '1500', voicemail: 'no', callerName: '図書館' },
  })
  const found = await openConsultation(colleague, { consultationId: id })
  expect(found.record).toMatchObject({
    lines: [
      { text: '昨夜、夫に押されて転んだ', kind: 'fact' },
      { text: '「もう限界です」', kind: 'words' },
    ],
    violence: [{ type: 'physical', first: '3年前の春', last: '昨夜', text: '' }],
    sensitive: { pregnancy: 'yes' },
    safeContact: { from: '13:00', until: '15:00' },
  })
  expect(found).toMatchObject({
    ageBand: '30s',
    chiefComplaint: 'spouse_violence',
    mayAmend: true,
    mayReview: false,
  })
  expect(found.person?.card?.names[0]).toMatchObject({ family: '架空', givenKana: 'はなこ' })

  await expect(openConsultation(stranger, { consultationId: id })).rejects.toMatchObject({
    code: 'not-found',
  })
  const { rows } = await database.superuser.query(
    "select result from audit.event where action = 'consultation.open' and object_id = $1 order by seq",
    [id],
  )
  expect(rows.map((row) => row.result)).toEqual(['ok', 'absent'])
  const stored = await database.superuser.query('select * from consultation where id = $1', [id])
  expect(JSON.stringify(stored.rows[0])).not.toMatch(/physical|pregnan|限界/)
})

test('an anonymous call and a tally make no person; a bare number does', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await twoHubs(office)
  await aConsultation(counselor, { memo: '名乗らない方' })
  const { id } = await countCall(counselor, { submissionId: crypto.randomUUID(), kind: 'silent' })
  expect(await count('person', office.tenantId)).toBe(0)
  expect(await count('call_tally', office.tenantId)).toBe(1)
  await takeBackCall(counselor, { id: present(id) })
  expect(await count('call_tally', office.tenantId)).toBe(0)
  await aConsultation(counselor, { person: { phone: '090-0000-1234' } })
  expect(await count('person', office.tenantId)).toBe(1)
})

test('sent twice it is written once, and its draft is gone', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await twoHubs(office)
  const submissionId = crypto.randomUUID()
  await saveDraft(counselor, { kind: consultationDraft, subjectId: submissionId, content: '{"memo":"途中"}' })
  expect(await count('draft', office.tenantId)).toBe(1)
  const sheet = { submissionId, draftRev: 1, day: 'R8.11.20', memo: '一度' }
  const first = await recordConsultation(counselor, sheet)
  expect(await recordConsultation(counselor, sheet)).toEqual(first)
  expect(await count('consultation', office.tenantId)).toBe(1)
  expect(await count('draft', office.tenantId)).toBe(0)
})

test('a correction keeps what stood before, with who wrote it; a stale one conflicts and loses nothing', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague } = await twoHubs(office)
  const id = await aConsultation(counselor, { memo: '最初の文', person: { phone: '090-0000-1234' } })
  const before = await openConsultation(counselor, { consultationId: id })
  const amended = await amendConsultation(colleague, {
    consultationId: id,
    rev: 1,
    personRev: present(before.person).rev,
    day: 'R8.11.20',
    memo: '直した文',
    because: '聞き間違い',
    person: { phone: '080-0000-9999' },
  })
  expect(amended.rev).toBe(2)
  const stale = amendConsultation(counselor, {
    consultationId: id,
    rev: 1,
    day: 'R8.11.20',
    memo: '古い画面から',
  })
  await expect(stale).rejects.toMatchObject({ code: 'conflict', facts: { rev: 2 } })

  const now = await openConsultation(counselor, { consultationId: id })
  expect(now.record).toMatchObject({ lines: [{ text: '直した文' }], amendedBecause: '聞き間違い' })
  expect(now.earlier).toMatchObject([{ rev: 1, record: { lines: [{ text: '最初の文' }] } }])
  expect((await recogniseCaller(counselor, { phone: '080 0000 9999' })).found).toHaveLength(1)
  expect((await recogniseCaller(counselor, { phone: '090 0000 1234' })).found).toHaveLength(0)
})

test('we may know this caller: the own desk is told where, another desk nothing; what was typed is kept for auditors or not at all', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, stranger } = await twoHubs(office)
  const id = await aConsultation(counselor, {
    person: {
      familyKana: 'かくう',
      givenKana: 'はなこ',
      birthDate: '19900102',
      phone: '０９０－００００－１２３４',
    },
  })
  const known = await recogniseCaller(colleague, { phone: '+81 90-0000-1234' })
  expect(known.found).toMatchObject([{ consultationId: id, caseId: null, day: '2026-11-20' }])
  expect(Object.keys(present(known.found[0])).sort()).toEqual([
    'caseId',
    'consultationId',
    'day',
    'isCounterpart',
    'personId',
  ])
  expect((await recogniseCaller(colleague, { kana: 'ｶｸｳ ﾊﾅｺ', birthDate: 'H2.1.2' })).found).toHaveLength(1)
  expect((await recogniseCaller(colleague, { kana: 'カクウハナコ' })).found).toHaveLength(0)
  expect((await recogniseCaller(stranger, { phone: '09000001234' })).found).toEqual([])
  const { rows } = await database.superuser.query(
    "select count, object_type, reason from audit.event where action = 'consultation.recognise-caller' and tenant_id = $1 order by seq",
    [office.tenantId],
  )
  expect(rows.map((row) => row.count)).toEqual([1, 1, 0, 0])
  // No auditor of this office has ever signed in: nobody could read it.
  expect(rows.every((row) => row.object_type === 'search' && row.reason === null)).toBe(true)
})

test('a supervisor reviews what others wrote, once; a counselor and a desk worker do not', async () => {
  const office = await TestOffice.open(database)
  const { counselor, supervisor } = await twoHubs(office)
  const asked = await office.desk(['desk_worker'], 'asked')
  const id = await aConsultation(counselor)
  const own = await aConsultation(supervisor)
  await expect(reviewConsultation(counselor, { consultationId: id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(reviewConsultation(present(asked.people[0]), { consultationId: id })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(reviewConsultation(supervisor, { consultationId: own })).rejects.toMatchObject({
    key: 'consultations_error_own_review',
  })
  await reviewConsultation(supervisor, { consultationId: id })
  await expect(reviewConsultation(supervisor, { consultationId: id })).rejects.toMatchObject({
    key: 'consultations_error_reviewed_already',
  })
})

test('a desk worker neither writes nor asks who calls', async () => {
  const office = await TestOffice.open(database)
  const asked = await office.desk(['desk_worker'], 'asked')
  const clerk = present(asked.people[0])
  await expect(aConsultation(clerk)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(recogniseCaller(clerk, { phone: '09000001234' })).rejects.toMatchObject({ code: 'forbidden' })
})
