import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import {
  aCase,
  attachConsultation,
  blockPerson,
  registerCaseSources,
  reopenCase,
  showCase,
} from '../cases/testing.ts'
import { aConsultation, amendConsultation } from '../consultations/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  anAgreedList,
  asIntruder,
  askForDisposal,
  closedLongAgo,
  decideOnDisposal,
  holdKeptRecord,
  type KeepingOffice,
  liftHold,
  listDue,
  outcomeOf,
  proposeCases,
  rulesOfTwo,
  setRetentionRules,
  showDisposal,
  showKeeping,
  showRetentionRules,
  shredDisposal,
  takeFromDisposal,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const anOffice = () => aKeepingOffice(database)
const dueCase = (one: KeepingOffice) => aDueCase(database, one)
const due = async ({ supervisor }: KeepingOffice) =>
  (await listDue(supervisor, {})).due.map((one) => one.recordId).sort()

test('a clock runs out, and nothing happens: the record is due, and stays until somebody lists it', async () => {
  const one = await anOffice()
  const young = await aCase(one.counselor)
  const caseId = await dueCase(one)
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query("update consultation set day = '2016-01-10' where id = $1", [consultationId])
  expect(await due(one)).toEqual([caseId, consultationId].sort())
  expect((await showKeeping(one.counselor, { kind: 'case', recordId: caseId })).record).toMatchObject({
    keepUntil: '2021-03-31',
    isHeld: false,
  })
  expect(
    (await showKeeping(one.counselor, { kind: 'consultation', recordId: consultationId })).record.keepUntil,
  ).toBe('2021-03-31')
  expect((await showKeeping(one.counselor, { kind: 'case', recordId: young })).record.keepUntil).toBeNull()
  await expect(listDue(one.counselor, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listDue(one.stranger, { deskId: one.hub.id })).rejects.toMatchObject({ code: 'not-found' })
  expect(await outcomeOf(proposeCases(one, young))).toBe('retention_refused_changed')
  expect(await outcomeOf(proposeCases({ ...one, supervisor: one.stranger }, caseId))).toBe('forbidden')
  // She comes back: the clock stops.
  await reopenCase(one.counselor, { caseId, reason: '再び相談' })
  expect(await due(one)).toEqual([consultationId])
})

test('the rule of the body counts: ours until a manager sets another, which never shortens what a closing promised', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const { rules, ours } = await showRetentionRules(one.supervisor, {})
  expect(rules).toEqual({ ...ours, rev: 0 })
  const { rows } = await database.superuser.query('select r.* from internal.retention_of($1) r', [
    one.office.tenantId,
  ])
  expect(rows[0]).toMatchObject({
    case_years: ours.caseYears,
    child_age: ours.childAge,
    consultation_years: ours.consultationYears,
    counts_from: ours.countsFrom,
    backup_days: ours.backupDays,
  })
  await expect(setRetentionRules(one.supervisor, { ...ours, rev: 0 })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await setRetentionRules(one.manager, { ...ours, caseYears: 30, rev: 0 })
  await expect(setRetentionRules(one.second, { ...ours, rev: 0 })).rejects.toMatchObject({ code: 'conflict' })
  expect(await due(one)).toEqual([])
  expect((await showKeeping(one.counselor, { kind: 'case', recordId: caseId })).record.keepUntil).toBe(
    '2046-03-31',
  )
  expect(await outcomeOf(setRetentionRules(one.manager, { ...ours, caseYears: 1, rev: 1 }))).toBe(
    'retention_rules_two',
  )
  await rulesOfTwo(one.manager, one.second, { ...ours, caseYears: 1, rev: 1 })
  expect((await showKeeping(one.counselor, { kind: 'case', recordId: caseId })).record.keepUntil).toBe(
    '2021-03-31',
  )
})

test('a hold keeps a record off every list, for a sealed reason, until somebody who leads lifts it', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const kept = { kind: 'case', recordId: caseId } as const
  await holdKeptRecord(one.counselor, { ...kept, ground: 'disclosure_request', reason: '開示請求 見本第1号' })
  expect((await listDue(one.supervisor, {})).due).toMatchObject([{ recordId: caseId, isHeld: true }])
  expect(await outcomeOf(proposeCases(one, caseId))).toBe('retention_refused_changed')
  const seen = await showKeeping(one.counselor, kept)
  expect(seen.holds).toMatchObject([{ reason: '開示請求 見本第1号', ground: 'disclosure_request' }])
  const { rows } = await database.superuser.query('select reason from retention_hold where case_id = $1', [
    caseId,
  ])
  expect(rows[0].reason.toString('latin1')).not.toContain('開示')
  const holdId = seen.holds[0]?.id ?? ''
  const lift = { holdId, reason: '開示した' }
  await expect(liftHold(one.counselor, lift)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await outcomeOf(liftHold(one.stranger, lift))).toBe('not-found')
  expect(
    await outcomeOf(holdKeptRecord(one.stranger, { ...kept, ground: 'claim', reason: 'よその窓口' })),
  ).toBe('not-found')
  await liftHold(one.supervisor, lift)
  expect(await outcomeOf(liftHold(one.supervisor, lift))).toBe('not-found')
  expect((await showKeeping(one.counselor, kept)).holds).toMatchObject([{ liftedReason: '開示した' }])
  expect(await outcomeOf(proposeCases(one, caseId))).toBe('done')
})

test('two decide, of whom one is a manager: not alone, not by another desk, not without showing who she is', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const { listId } = await proposeCases(one, caseId)
  expect(await outcomeOf(proposeCases(one, caseId))).toBe('retention_refused_changed')
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_unagreed')
  await askForDisposal(one.supervisor, { listId })
  const { act } = await showDisposal(one.manager, { listId })
  const agree = { listId, actId: act?.id ?? '', seal: act?.seal ?? '', answer: 'agree' as const }
  expect(await outcomeOf(showDisposal(one.stranger, { listId }))).toBe('not-found')
  expect(await outcomeOf(decideOnDisposal(one.stranger, agree))).toBe('retention_act_absent')
  expect(await outcomeOf(decideOnDisposal(one.supervisor, agree))).toBe('forbidden')
  await one.office.stepDown(one.manager)
  expect(await outcomeOf(decideOnDisposal(one.manager, agree))).toBe('step-up-required')
  await one.office.stepUp(one.manager)
  await decideOnDisposal(one.manager, agree)
  expect(await outcomeOf(decideOnDisposal(one.second, agree))).toBe('retention_act_absent')
  expect(await outcomeOf(shredDisposal(one.manager, { listId }))).toBe('retention_refused_unagreed')
  await one.office.stepDown(one.supervisor)
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('step-up-required')
  await one.office.stepUp(one.supervisor)
  expect(await shredDisposal(one.supervisor, { listId })).toMatchObject({ count: 1 })
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_unagreed')
  expect(await outcomeOf(showCase(one.counselor, { caseId }))).toBe('not-found')
})

test('a manager who asks herself needs another manager', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const { listId } = await proposeCases({ ...one, supervisor: one.manager }, caseId)
  await askForDisposal(one.manager, { listId })
  const { act } = await showDisposal(one.second, { listId })
  const agree = { listId, actId: act?.id ?? '', seal: act?.seal ?? '', answer: 'agree' as const }
  expect(await outcomeOf(decideOnDisposal(one.manager, agree))).toBe('retention_act_own')
  await decideOnDisposal(one.second, agree)
  expect(await outcomeOf(shredDisposal(one.manager, { listId }))).toBe('done')
})

test('what was agreed to is this list: taken out, held or opened again afterwards, nothing of it is destroyed', async () => {
  const one = await anOffice()
  const [first, second] = [await dueCase(one), await dueCase(one)]
  const records = [`case:${first}`, `case:${second}`]
  const listId = await anAgreedList(one, one.hub.id, records)
  await holdKeptRecord(one.counselor, {
    kind: 'case',
    recordId: first,
    ground: 'claim',
    reason: '訴えがあった',
  })
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_held')
  const item = (await showDisposal(one.supervisor, { listId })).items.find((it) => it.recordId === first)
  const taking = { itemId: item?.itemId ?? '', keepUntil: '2090-03-31', reason: '訴えの間は残す' }
  expect(await outcomeOf(takeFromDisposal(one.stranger, taking))).toBe('not-found')
  expect(await outcomeOf(takeFromDisposal(one.supervisor, { ...taking, keepUntil: '2020-03-31' }))).toBe(
    'invalid',
  )
  await takeFromDisposal(one.supervisor, taking)
  const after = await showDisposal(one.manager, { listId })
  expect(after.act).toMatchObject({ isApproved: true, isSame: false })
  expect(after.items.find((it) => it.recordId === first)).toMatchObject({
    state: 'taken_out',
    reason: '訴えの間は残す',
  })
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_unagreed')
  await askForDisposal(one.supervisor, { listId })
  const { act } = await showDisposal(one.manager, { listId })
  await decideOnDisposal(one.manager, {
    listId,
    actId: act?.id ?? '',
    seal: act?.seal ?? '',
    answer: 'agree',
  })
  await database.superuser.query("update case_ set status = 'open', closed_on = null where id = $1", [second])
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_changed')
  await closedLongAgo(database, second)
  await shredDisposal(one.supervisor, { listId })
  expect((await showKeeping(one.counselor, { kind: 'case', recordId: first })).record.keepUntil).toBe(
    '2090-03-31',
  )
  expect(await outcomeOf(showCase(one.counselor, { caseId: second }))).toBe('not-found')
})

test('whom a case must not be known to sees no list that holds it, and decides about none', async () => {
  const one = await anOffice()
  const [first, hidden] = [await dueCase(one), await dueCase(one)]
  await blockPerson(one.counselor, { caseId: hidden, userId: one.manager.userId, reason: '相手方の兄' })
  const seenByManager = (await listDue(one.manager, {})).due.map((it) => it.recordId)
  expect(seenByManager).toEqual([first])
  const { listId: open, lists } = await proposeCases(one, first, hidden)
  expect(lists).toBe(2)
  const listId = (await listDue(one.supervisor, {})).lists.find((list) => list.listId !== open)?.listId ?? ''
  expect((await showDisposal(one.supervisor, { listId })).items).toMatchObject([{ recordId: hidden }])
  await askForDisposal(one.supervisor, { listId })
  // The other record is on a list that she sees: nothing has gone out of her sight.
  expect((await listDue(one.manager, {})).lists).toMatchObject([{ listId: open, items: 1 }])
  expect((await showDisposal(one.manager, { listId: open })).items).toMatchObject([{ recordId: first }])
  expect(await outcomeOf(showDisposal(one.manager, { listId }))).toBe('not-found')
  expect(await outcomeOf(proposeCases({ ...one, supervisor: one.manager }, hidden))).toBe(
    'retention_refused_changed',
  )
  expect(
    await outcomeOf(
      holdKeptRecord(one.manager, { kind: 'case', recordId: hidden, ground: 'other', reason: '様子を見る' }),
    ),
  ).toBe('not-found')
  const { act } = await showDisposal(one.second, { listId })
  const agree = { listId, actId: act?.id ?? '', seal: act?.seal ?? '', answer: 'agree' as const }
  expect(await outcomeOf(decideOnDisposal(one.manager, agree))).toBe('retention_act_absent')
  await decideOnDisposal(one.second, agree)
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('done')
  const ledger = await asIntruder(database, one.manager, 'select id from auth.shred_ledger')
  expect(ledger).toBe(0)
})

test('what is amended after two agreed is not destroyed: nobody decided about that text', async () => {
  const one = await anOffice()
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query("update consultation set day = '2016-01-10' where id = $1", [consultationId])
  const caseId = await dueCase(one)
  const within = await aConsultation(one.counselor, {})
  await attachConsultation(one.counselor, { caseId: await aCase(one.counselor), consultationId: within })
  await database.superuser.query("update consultation set case_id = $1, day = '2015-04-01' where id = $2", [
    caseId,
    within,
  ])
  const amend = (id: string) =>
    amendConsultation(one.counselor, {
      consultationId: id,
      rev: 1,
      day: '2015-04-01',
      memo: 'あとから加えた文',
    } as never)
  for (const [record, amended] of [
    [`consultation:${consultationId}`, consultationId],
    [`case:${caseId}`, within],
  ] as const) {
    const listId = await anAgreedList(one, one.hub.id, [record])
    await amend(amended)
    expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_unagreed')
    // Looked at as it stands now, and agreed to once more.
    await askForDisposal(one.supervisor, { listId })
    const { act } = await showDisposal(one.manager, { listId })
    await decideOnDisposal(one.manager, {
      listId,
      actId: act?.id ?? '',
      seal: act?.seal ?? '',
      answer: 'agree',
    })
    expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('done')
  }
})
