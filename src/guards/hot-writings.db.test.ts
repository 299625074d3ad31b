import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { aMachine } from '../modules/accounts/testing.ts'
import { declareKin } from '../modules/conflicts/testing.ts'
import { recordConsultation, runConsultation } from '../modules/consultations/record-consultation.ts'
import { openConsultation } from '../modules/consultations/testing.ts'
import { ToRecord } from '../modules/consultations/to-record.ts'
import type { Caller } from '../platform/actor.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { onStatement } from '../platform/db/tx.ts'
import { isAppError } from '../platform/errors.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { defineUseCase } from '../platform/use-case.ts'

/**
 * A hot writing stores, answers and records exactly what its plain form does: the same use-case without `hotWriting` is the oracle,
 * sent the same by the same machine, whatever stands between the two.
 */
const database = useDatabase()
let office: TestOffice
let lead: TestPerson
let answers: TestPerson
let desk: { id: string; lead: TestPerson; answers: TestPerson }
let machine: Caller & { machineId: string }

const plain = defineUseCase({
  name: 'guard.plain-record',
  permission: 'consultation.write',
  purpose: 'support',
  scope: 'consultations.write',
  input: ToRecord,
  subject: () => ({ objectType: 'consultation' }),
  output: z.object({ id: z.uuid() }),
  run: runConsultation,
  audit: (result) => ({ objectId: result.id }),
})

type Typed = Omit<z.input<typeof ToRecord>, 'submissionId'>

const typed: Typed = {
  day: 'R8.11.20',
  channel: 'phone',
  minutes: 12,
  memo: '見本の相談\n例示の言葉',
  marks: 'fw',
  nextContact: { on: 'R8.12.1', by: '見本' },
}

beforeEach(async () => {
  office = await TestOffice.open(database)
  const { id, people } = await office.desk(['manager', 'counselor'])
  ;[lead, answers] = people as [TestPerson, TestPerson]
  desk = { id, lead, answers }
  machine = await aMachine(office, desk, ['consultations.write'])
})

const actions = ['consultation.record', 'guard.plain-record']

/** Everything that writing left behind; taken away again, so that the next one begins with nothing. */
async function left() {
  const { superuser } = database
  const of = async (sql: string): Promise<unknown[]> => (await superuser.query(sql, [office.tenantId])).rows
  const everything = {
    consultations: await of('select * from consultation where tenant_id = $1'),
    keys: await of('select * from auth.compartment where tenant_id = $1'),
    grants: await of('select * from auth.compartment_grant where tenant_id = $1'),
    lines: await of(
      `select e.* from audit.event e where e.tenant_id = $1 and e.action in ('${actions.join("', '")}') order by seq`,
    ),
    written: await of('select w.* from audit.written w where w.tenant_id = $1 order by seq, label'),
    submissions: await of('select * from auth.submission where tenant_id = $1'),
    names: await of('select * from auth.opposing_token where tenant_id = $1 order by use'),
    told: await of('select * from notice where tenant_id = $1 order by user_id'),
  }
  for (const table of [
    'notice',
    'auth.opposing_token',
    'consultation',
    'auth.compartment_grant',
    'auth.compartment',
    'audit.written',
    'auth.submission',
  ])
    await superuser.query(`delete from ${table} where tenant_id = $1`, [office.tenantId])
  await superuser.query('delete from audit.event where tenant_id = $1 and action = any ($2)', [
    office.tenantId,
    actions,
  ])
  return everything
}

/** Ids, moments, keys and what is sealed differ from one writing to the next; that they are there does not. */
const differing =
  /^(id|at|seq|xid8|action|compartment_id|created_at|key_id|wrap|mac|record|row_id|hash|content_hash|object_id|outcome_id|fingerprint|party|pointer)$/

function alike(everything: object): unknown {
  return JSON.parse(
    JSON.stringify(everything, (name, value) =>
      differing.test(name) ? (value === null ? null : typeof value) : value,
    ),
  )
}

async function outcome(act: () => Promise<{ id: string }>): Promise<string> {
  try {
    return (await act()).id
  } catch (error) {
    if (!isAppError(error)) return String(error)
    return `${error.code} ${error.key} ${JSON.stringify(error.facts)}`
  }
}

interface Sent {
  caller?: Caller
  what?: Partial<Typed>
  /** Both are sent so often under one number, the last time with these changes. */
  again?: Partial<Typed>
  /** What happens between the two. */
  between?: () => Promise<unknown>
}

async function sentBy(
  useCase: typeof recordConsultation | typeof plain,
  { caller = machine, what = {}, again, between }: Sent,
) {
  await left()
  const submissionId = crypto.randomUUID()
  const send = (changes: Partial<Typed>) =>
    outcome(() => useCase(caller, { ...typed, ...what, ...changes, submissionId }))
  const first = await send({})
  await between?.()
  const second = again ? await send(again) : null
  return { first, isSame: second === first, second: second === first ? null : second, ...(await left()) }
}

const isId = /^[0-9a-f-]{36}$/

/** What both did; the same, or the test ends here. */
async function bothWrite(sent: Sent = {}) {
  const asPlain = await sentBy(plain, sent)
  const asHot = await sentBy(recordConsultation, sent)
  const { first, ...rest } = asHot
  const { first: plainFirst, ...plainRest } = asPlain
  if (isId.test(first)) expect(plainFirst).toMatch(isId)
  else expect(first).toEqual(plainFirst)
  expect(alike(rest)).toEqual(alike(plainRest))
  return asHot
}

test('two statements store, answer and record what the plain writing does', async () => {
  const { first, consultations, lines, written, submissions } = await bothWrite()
  expect(consultations).toMatchObject([
    { id: first, day: expect.anything(), minutes: 12, next_contact_on: expect.anything() },
  ])
  expect(lines).toMatchObject([{ object_id: first, result: 'ok' }])
  expect(written).toMatchObject([{ label: 'consultation.record', row_id: first }])
  expect(submissions).toMatchObject([{ outcome_id: first, action: 'consultation.record' }])
  await bothWrite({
    what: { minutes: undefined, nextContact: {}, chiefComplaint: 'sexual', countedAs: 'liaison' } as never,
  })

  let count = 0
  const stop = onStatement(() => count++)
  const { id } = await recordConsultation(machine, { ...typed, submissionId: crypto.randomUUID() })
  stop()
  expect(count).toBe(2)
  const opened = await openConsultation(answers, { consultationId: id })
  expect(JSON.stringify(opened)).toContain('例示の言葉')
})

test('whom the sheet names is recognised by both, and it is kept from her who declared him', async () => {
  const him = { counterpartName: { name: '見本　太郎', kana: 'みほん たろう' } }
  const unknown = await bothWrite({ what: him })
  expect(unknown.names).toHaveLength(2)
  expect(unknown.consultations).toMatchObject([{ kept_from: [], kept_kin: [] }])
  const kin = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
  await declareKin(answers, { submissionId: crypto.randomUUID(), relation: 'parent', ...kin })
  const { first, consultations, told } = await bothWrite({ what: him })
  expect(consultations).toMatchObject([{ kept_from: [answers.userId], kept_kin: [expect.anything()] }])
  expect(told).toMatchObject([{ user_id: lead.userId, kind: 'consultation.conflict', object_id: first }])

  let count = 0
  const stop = onStatement(() => count++)
  const { id } = await recordConsultation(machine, { ...typed, ...him, submissionId: crypto.randomUUID() })
  stop()
  expect(count).toBe(2)
  await expect(openConsultation(answers, { consultationId: id })).rejects.toMatchObject({ code: 'not-found' })
  await openConsultation(lead, { consultationId: id })
})

test('sent again it happens once; changed under the same number it is refused', async () => {
  const repeat = await bothWrite({ again: {} })
  expect(repeat.isSame).toBe(true)
  expect(repeat.lines).toHaveLength(2)
  const other = await bothWrite({ again: { memo: '別の言葉' } })
  expect(other.second).toMatch(/^conflict error_sent_before/)
  expect(other.consultations).toHaveLength(1)
  expect(other.lines).toMatchObject([{ result: 'ok' }, { result: 'failed' }])

  const submissionId = crypto.randomUUID()
  const many = await Promise.all(
    Array.from({ length: 6 }, () => recordConsultation(machine, { ...typed, submissionId })),
  )
  expect(new Set(many.map((one) => one.id)).size).toBe(1)
  expect((await left()).consultations).toHaveLength(1)
})

test('whatever stands in the way, both refuse alike', async () => {
  expect((await bothWrite({ what: { day: 'R99.1.1' } })).first).toMatch(/^invalid/)
  const elsewhere = await office.desk(['counselor'])
  expect((await bothWrite({ what: { deskId: elsewhere.id } })).first).toMatch(/^invalid/)
  const narrow = await aMachine(office, desk, ['cases.read'])
  expect((await bothWrite({ caller: narrow })).first).toMatch(/^forbidden/)
  const foreign = await TestOffice.open(database)
  expect((await bothWrite({ caller: { ...machine, host: foreign.host } })).first).toMatch(/^not-signed-in/)
})

test('a seat that is over, an altered key and an ended bearer: both say the same', async () => {
  const { superuser } = database
  await superuser.query("update auth.desk_key set mac = mac || '\\x00' where desk_id = $1", [desk.id])
  expect((await bothWrite()).first).toMatch(/^unopenable/)
  await superuser.query(
    "update auth.membership set not_after = 1 where tenant_id = $1 and role = 'machine'",
    [office.tenantId],
  )
  expect((await bothWrite()).first).toMatch(/^invalid/)
  await superuser.query('delete from auth.session where machine_id = $1', [machine.machineId])
  expect((await bothWrite()).first).toMatch(/^not-signed-in/)
})

test('a repeat after the seat is over answers the first', async () => {
  const ofMachines = "where tenant_id = $1 and role = 'machine'"
  const setSeats = (notAfter: string) => () =>
    database.superuser.query(`update auth.membership set not_after = ${notAfter} ${ofMachines}`, [
      office.tenantId,
    ])
  const { rows } = await database.superuser.query<{ not_after: string }>(
    `select not_after from auth.membership ${ofMachines}`,
    [office.tenantId],
  )
  const begin = setSeats(String(rows[0]?.not_after))
  const end = setSeats('1')
  const asPlain = await sentBy(plain, { again: {}, between: end })
  await begin()
  const asHot = await sentBy(recordConsultation, { again: {}, between: end })
  expect([asPlain.isSame, asHot.isSame]).toEqual([true, true])
  expect(alike({ ...asHot, first: null })).toEqual(alike({ ...asPlain, first: null }))
})

test('a name, a referral or a paper sheet goes the plain way', async () => {
  let count = 0
  const stop = onStatement(() => count++)
  await recordConsultation(machine, {
    ...typed,
    person: { family: '架空', given: '花' },
    submissionId: crypto.randomUUID(),
  })
  stop()
  expect(count).toBeGreaterThan(8)
})

test('nothing is stored without its line', async () => {
  await database.superuser.query(
    "alter table audit.event add constraint none check (action <> 'consultation.record') not valid",
  )
  try {
    expect(
      await outcome(() => recordConsultation(machine, { ...typed, submissionId: crypto.randomUUID() })),
    ).not.toMatch(isId)
  } finally {
    await database.superuser.query('alter table audit.event drop constraint none')
  }
  expect(await left()).toMatchObject({ consultations: [], keys: [], grants: [], submissions: [] })
})
