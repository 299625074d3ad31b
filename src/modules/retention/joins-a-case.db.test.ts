import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import {
  aCase,
  attachConsultation,
  blockPerson,
  registerCaseSources,
  transferCase,
} from '../cases/testing.ts'
import { aConsultation, openConsultation } from '../consultations/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  anAgreedList,
  asIntruder,
  closedLongAgo,
  holdKeptRecord,
  type KeepingOffice,
  liftHold,
  outcomeOf,
  proposeDisposal,
  showDisposal,
  showKeeping,
  shredDisposal,
  takeFromDisposal,
} from './testing.ts'

/** A consultation whose keeping somebody had words about joins a case like any other, and the words go along. */
const database = useDatabase()
beforeAll(registerCaseSources)

async function aDueConsultation({ counselor }: Pick<KeepingOffice, 'counselor'>): Promise<string> {
  const id = await aConsultation(counselor, { memo: '十年前の電話' })
  await database.superuser.query("update consultation set day = '2014-01-10' where id = $1", [id])
  return id
}

async function joined(one: KeepingOffice, consultationId: string): Promise<string> {
  const caseId = await aCase(one.counselor)
  await attachConsultation(one.counselor, { caseId, consultationId })
  const opened = await openConsultation(one.counselor, { consultationId })
  expect([opened.caseId, opened.record?.lines[0]?.text]).toEqual([caseId, '十年前の電話'])
  return caseId
}

test('on a list that two agreed to it joins a case, and is destroyed with neither list nor agreement', async () => {
  const one = await aKeepingOffice(database)
  const [consultationId, other] = [await aDueConsultation(one), await aDueCase(database, one)]
  const listId = await anAgreedList(one, one.hub.id, [`consultation:${consultationId}`, `case:${other}`])
  await joined(one, consultationId)
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('retention_refused_unagreed')
  const shown = await showDisposal(one.manager, { listId })
  expect(shown.items.map((item) => item.recordId)).toEqual([other])
  expect(shown.act?.isSame ?? false).toBe(false)
  // What became of it is still to be seen, on a list of its own.
  const { rows } = await database.superuser.query(
    'select list_id from disposal_item where consultation_id = $1',
    [consultationId],
  )
  const own = await showDisposal(one.manager, { listId: rows[0].list_id })
  expect([own.state, own.items[0]?.state, own.items[0]?.hasJoined]).toEqual(['withdrawn', 'withdrawn', true])
})

test('alone on its list it takes the list along; taken out of one before, its reason is still read and its day still holds', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aDueConsultation(one)
  const records = [`consultation:${consultationId}`]
  const { listId } = await proposeDisposal(one.supervisor, { deskId: one.hub.id, records })
  const [item] = (await showDisposal(one.manager, { listId })).items
  await takeFromDisposal(one.manager, {
    itemId: item?.itemId ?? '',
    listId,
    keepUntil: '2040-05-05',
    reason: '兄弟の調停が続いている',
  } as never)
  const again = await database.superuser.query(
    "update disposal_item set keep_until = '2020-01-01' where id = $1",
    [item?.itemId],
  )
  expect(again.rowCount).toBe(1)
  const second = await proposeDisposal(one.supervisor, { deskId: one.hub.id, records })
  await database.superuser.query("update disposal_item set keep_until = '2040-05-05' where id = $1", [
    item?.itemId,
  ])
  const caseId = await joined(one, consultationId)
  expect((await showDisposal(one.manager, { listId: second.listId })).state).toBe('withdrawn')
  const [before] = (await showDisposal(one.manager, { listId })).items
  expect(before?.reason).toBe('兄弟の調停が続いている')
  await closedLongAgo(database, caseId)
  const { record } = await showKeeping(one.counselor, { kind: 'case', recordId: caseId })
  expect(record.keepUntil).toBe('2040-05-05')
})

test('a hold goes along: it is shown and lifted at the case, hidden with it, and handed on with it', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aDueConsultation(one)
  await holdKeptRecord(one.counselor, {
    kind: 'consultation',
    recordId: consultationId,
    ground: 'claim',
    reason: '審査請求が出ている',
  } as never)
  const caseId = await joined(one, consultationId)
  const kept = await showKeeping(one.supervisor, { kind: 'case', recordId: caseId })
  expect([kept.record.isHeld, kept.holds.map((hold) => hold.reason)]).toEqual([true, ['審査請求が出ている']])
  const held = 'select 1 from retention_hold'
  expect(await asIntruder(database, one.second, held)).toBe(1)
  await blockPerson(one.manager, { caseId, userId: one.second.userId, reason: '知人のため' } as never)
  expect(await asIntruder(database, one.second, held)).toBe(0)
  const other = await one.office.desk(['manager', 'counselor'])
  const [there] = other.people
  if (!there) throw new Error('nobody')
  await one.office.stepUp(there)
  await transferCase(one.manager, { caseId, toDeskId: other.id, reason: '転居のため' })
  const handed = await showKeeping(there, { kind: 'case', recordId: caseId })
  expect(handed.holds.map((hold) => hold.reason)).toEqual(['審査請求が出ている'])
  expect(await asIntruder(database, one.manager, held)).toBe(0)
  await liftHold(there, { holdId: handed.holds[0]?.id ?? '', reason: '審査が終わった' } as never)
  expect((await showKeeping(there, { kind: 'case', recordId: caseId })).record.isHeld).toBe(false)
})

test('whoever sits at two desks puts it into the other one’s case, and the hold with its reason is that desk’s', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aDueConsultation(one)
  const there = await one.office.person()
  const other = await one.office.deskOf([
    { person: there, role: 'manager' },
    { person: one.counselor, role: 'counselor' },
  ])
  await holdKeptRecord(one.counselor, {
    kind: 'consultation',
    recordId: consultationId,
    ground: 'claim',
    reason: '審査請求が出ている',
  } as never)
  const caseId = await aCase(there)
  await attachConsultation(one.counselor, { caseId, consultationId })
  const { holds } = await showKeeping(there, { kind: 'case', recordId: caseId })
  expect(holds.map((hold) => hold.reason)).toEqual(['審査請求が出ている'])
  const key = await database.superuser.query(
    'select g.desk_id from auth.compartment_grant g join retention_hold h on h.compartment_id = g.compartment_id where h.consultation_id = $1',
    [consultationId],
  )
  expect(key.rows).toEqual([{ desk_id: other.id }])
})
