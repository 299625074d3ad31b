import { beforeEach, expect, test } from 'vitest'
import { aMachine } from '../modules/accounts/testing.ts'
import { CaseId } from '../modules/cases/contract.ts'
import { CasesOfList, CaseWithEntries } from '../modules/cases/entry-view.ts'
import { presentCase, readCase, runCase } from '../modules/cases/read-case.ts'
import { presentCases, readCases, runCases } from '../modules/cases/read-cases.ts'
import { AskedList } from '../modules/cases/read-cases-rows.ts'
import { aCase, attachConsultation, blockPerson } from '../modules/cases/testing.ts'
import { writeNote } from '../modules/cases/write-note.ts'
import { aConsultation } from '../modules/consultations/testing.ts'
import type { Caller } from '../platform/actor.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { onStatement } from '../platform/db/tx.ts'
import { isAppError } from '../platform/errors.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { defineUseCase } from '../platform/use-case.ts'

/**
 * A hot reading answers, and records, exactly what its plain form does: the same use-case without `hot` is the oracle, asked
 * by the same machine about the same case, whatever stands between the two.
 */
const database = useDatabase()
let office: TestOffice
let lead: TestPerson
let answers: TestPerson
let machine: Caller & { machineId: string }

const plain = defineUseCase({
  name: 'guard.plain-case',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: CaseWithEntries,
  run: runCase,
  audit: (result) => ({ count: result.entries.length }),
  present: presentCase,
})

const plainList = defineUseCase({
  name: 'guard.plain-list',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: AskedList,
  subject: () => ({ objectType: 'case' }),
  output: CasesOfList,
  run: runCases,
  audit: (result) => ({ count: result.items.length }),
  present: presentCases,
})

beforeEach(async () => {
  office = await TestOffice.open(database)
  const desk = await office.desk(['manager', 'counselor'])
  ;[lead, answers] = desk.people as [TestPerson, TestPerson]
  machine = await aMachine(office, { id: desk.id, lead, answers }, ['cases.read'])
})

type Reading = typeof readCase | typeof plain

function outcomeOf(reading: Reading, caller: Caller, caseId: string): Promise<unknown> {
  return outcome(() => reading(caller, { caseId }))
}

async function outcome(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act()
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

const actions = ['case.read', 'guard.plain-case', 'case.read-list', 'guard.plain-list']

async function recorded(): Promise<unknown[]> {
  const { rows } = await database.superuser.query(
    `select actor_id, object_type, object_id, case_id, purpose, result, count, reason, basis from audit.event
     where tenant_id = $1 and action = any ($2) order by seq`,
    [office.tenantId, actions],
  )
  await database.superuser.query('delete from audit.event where action = any ($1)', [actions])
  return rows
}

/** Both answers, and both lines of the record; the same, or the test ends here. */
async function bothSay(caseId: string, caller: Caller = machine): Promise<unknown> {
  await recorded()
  const asPlain = await outcomeOf(plain, caller, caseId)
  const plainLines = await recorded()
  const asHot = await outcomeOf(readCase, caller, caseId)
  expect(asHot).toEqual(asPlain)
  expect(await recorded()).toEqual(plainLines)
  return asHot
}

async function aFullCase(): Promise<string> {
  const caseId = await aCase(answers)
  for (let i = 0; i < 14; i++) {
    const who = i % 2 === 0 ? answers : lead
    const consultationId = await aConsultation(who, { day: `R8.11.${10 + (i % 5)}`, memo: `相談 ${i}` })
    await attachConsultation(answers, { caseId, consultationId })
    await writeNote(who, {
      submissionId: crypto.randomUUID(),
      caseId,
      kind: 'contact',
      day: `R8.11.${10 + (i % 5)}`,
      body: { fact: `経過 ${i}` },
    })
  }
  return caseId
}

test('one statement answers and records what the plain reading does', async () => {
  const caseId = await aFullCase()
  const answer = await bothSay(caseId)
  expect(answer).toMatchObject({
    id: caseId,
    client: { name: '架空 花' },
    safety: { never: '自宅の電話にかけない' },
  })
  expect((answer as { entries: unknown[] }).entries).toHaveLength(20)
  let count = 0
  const stop = onStatement(() => count++)
  await readCase(machine, { caseId })
  stop()
  expect(count).toBe(1)
  expect(await bothSay(await aCase(answers))).toMatchObject({ entries: [] })
})

test('whatever stands between machine and case, both refuse alike', async () => {
  const caseId = await aCase(answers)
  expect(await bothSay(crypto.randomUUID())).toBe('not-found')
  const other = await office.desk(['counselor'])
  expect(await bothSay(await aCase(other.people[0] as TestPerson))).toBe('not-found')
  const elsewhere = await TestOffice.open(database)
  const foreign = await elsewhere.desk(['counselor'])
  expect(await bothSay(await aCase(foreign.people[0] as TestPerson))).toBe('not-found')

  const hidden = await aCase(lead)
  await blockPerson(lead, { caseId: hidden, userId: answers.userId, reason: '相手方の名前と同じ' })
  expect(await bothSay(hidden)).toBe('not-found')

  const narrow = await aMachine(office, { id: (await seatOf()).deskId, lead, answers }, ['search.run'])
  expect(await bothSay(caseId, narrow)).toBe('forbidden')
  expect(await bothSay(caseId, { ...machine, host: elsewhere.host })).toBe('not-signed-in')
})

test('a seat written by hand at another desk, or kept on, counts for nothing in either', async () => {
  const other = await office.desk(['counselor'])
  const theirs = await aCase(other.people[0] as TestPerson)
  await database.superuser.query(
    `insert into auth.membership select (jsonb_populate_record(m, jsonb_build_object('desk_id', d.id, 'epoch', d.epoch))).*
     from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = $1
     where m.tenant_id = $2 and m.role = 'machine'`,
    [other.id, office.tenantId],
  )
  await expectSame(theirs, 'not-found')
  const caseId = await aCase(answers)
  await expectSame(caseId, { id: caseId })
  await database.superuser.query(
    "update auth.membership set not_after = not_after + 1000 where tenant_id = $1 and role = 'machine'",
    [office.tenantId],
  )
  await expectSame(caseId, 'not-found')
})

/** Where a seat was altered the record may say more of the hot form than was given, and never less. */
async function expectSame(caseId: string, expected: unknown): Promise<void> {
  await recorded()
  const asPlain = await outcomeOf(plain, machine, caseId)
  const listed = await outcome(() => plainList(machine, {}))
  const plainLines = await recorded()
  const asHot = await outcomeOf(readCase, machine, caseId)
  expect(asHot).toEqual(asPlain)
  expect(await outcome(() => readCases(machine, {}))).toEqual(listed)
  expect(await recorded()).toEqual(expect.arrayContaining(plainLines))
  if (typeof expected === 'string') expect(asHot).toBe(expected)
  else expect(asHot).toMatchObject(expected as object)
}

test('an ended bearer, an altered scope or record: both say the same', async () => {
  const caseId = await aFullCase()
  await database.superuser.query("update consultation set record = record || '\\x00' where case_id = $1", [
    caseId,
  ])
  expect(await bothSay(caseId)).toMatchObject({ id: caseId })
  await database.superuser.query('update case_ set desk_id = desk_id, label = null where id = $1', [caseId])
  await database.superuser.query('update person set desk_card = null where case_id = $1', [caseId])
  expect(await bothSay(caseId)).toMatchObject({ client: { name: '架空 花' } })
  await database.superuser.query(
    "update auth.machine set scopes = array['cases.read', 'search.run'] where id = $1",
    [machine.machineId],
  )
  await outcomeOf(readCase, machine, caseId)
  expect(await outcomeOf(plain, machine, caseId)).toBe('forbidden')
  expect(await outcomeOf(readCase, machine, caseId)).toBe('forbidden')
  await database.superuser.query('delete from auth.session where machine_id = $1', [machine.machineId])
  expect(await bothSay(caseId)).toBe('not-signed-in')
})

test('nothing leaves without its line', async () => {
  const caseId = await aCase(answers)
  await database.superuser.query(
    "alter table audit.event add constraint none check (action <> 'case.read') not valid",
  )
  try {
    const outcome = await outcomeOf(readCase, machine, caseId)
    expect(typeof outcome).toBe('string')
  } finally {
    await database.superuser.query('alter table audit.event drop constraint none')
  }
})

type List = { cases: { id: string; name: string; canOpen: boolean }[]; next: string | null }

/** Both lists, and both lines of the record; the same, or the test ends here. */
async function bothList(asked: Partial<AskedList> = {}, caller: Caller = machine): Promise<List> {
  await recorded()
  const asPlain = await outcome(() => plainList(caller, asked))
  const plainLines = await recorded()
  const asHot = await outcome(() => readCases(caller, asked))
  expect(asHot).toEqual(asPlain)
  expect(await recorded()).toEqual(plainLines)
  return asHot as List
}

test('a list, page after page, is what the plain reading lists', async () => {
  const own = await aCase(answers)
  await database.superuser.query('update case_ set assignee_id = $1 where id = $2', [answers.userId, own])
  for (let i = 0; i < 53; i++) await aCase(lead)
  const first = await bothList()
  expect(first.cases).toHaveLength(50)
  const second = await bothList({ after: first.next ?? '' })
  expect(new Set([...first.cases, ...second.cases].map((one) => one.id)).size).toBe(54)
  expect(second.next).toBeNull()
  expect((await bothList({ mine: 'true' })).cases.map((one) => one.id)).toEqual([own])
  await database.superuser.query("update case_ set status = 'closed', closed_on = opened_on where id = $1", [
    own,
  ])
  expect((await bothList({ mine: 'true' })).cases).toEqual([])
  expect((await bothList({ state: 'closed', mine: 'true' })).cases).toHaveLength(1)
  expect((await bothList({ state: 'closed' })).cases).toHaveLength(1)
  let count = 0
  const stop = onStatement(() => count++)
  await readCases(machine, {})
  stop()
  expect(count).toBe(1)
}, 60_000)

test('what is hidden, altered or without a copy for the desk is listed alike', async () => {
  const [shown, hidden, fresh] = [await aCase(answers), await aCase(lead), await aCase(lead)]
  await blockPerson(lead, { caseId: hidden, userId: answers.userId, reason: '相手方の名前と同じ' })
  await database.superuser.query('update case_ set label = null where id = $1', [fresh])
  await database.superuser.query('update person set desk_card = null where case_id = $1', [fresh])
  const { cases } = await bothList()
  expect(cases.map((one) => one.id).sort()).toEqual([shown, fresh].sort())
  expect(cases.every((one) => one.name === '架空 花')).toBe(true)
  await database.superuser.query("update case_ set label = label || '\\x00' where id = $1", [shown])
  expect((await bothList()).cases.find((one) => one.id === shown)).toMatchObject({ canOpen: false })
  const narrow = await aMachine(office, { id: (await seatOf()).deskId, lead, answers }, ['search.run'])
  expect(await bothList({}, narrow)).toBe('forbidden')
  expect(await bothList({ after: 'nowhere' })).toBe('invalid')
  await database.superuser.query('delete from auth.session where machine_id = $1', [machine.machineId])
  expect(await bothList()).toBe('not-signed-in')
})

test('without a living seat nothing is listed, and that stands in the record', async () => {
  await aCase(answers)
  await database.superuser.query(
    "update auth.membership set not_after = 1 where tenant_id = $1 and role = 'machine'",
    [office.tenantId],
  )
  expect((await bothList()).cases).toEqual([])
  await readCases(machine, {})
  expect(await recorded()).toMatchObject([{ result: 'ok', count: 0 }])
})

async function seatOf(): Promise<{ deskId: string }> {
  const { rows } = await database.superuser.query('select desk_id from auth.machine where id = $1', [
    machine.machineId,
  ])
  return { deskId: rows[0].desk_id }
}
