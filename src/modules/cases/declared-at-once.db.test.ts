import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, keepOut, listConsultations } from '../consultations/testing.ts'
import { declare, hana, him, looksInto, reason, say, sees, seesCase, taro } from './testing/kept-calls.ts'
import { aCase, addPersonToCase } from './testing.ts'

/** Whatever a declaration meets is met in one step: how much it is must not be told by the clock. */
const database = useDatabase()
let office: TestOffice
let deskId: string
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let manager: TestPerson
const { blocksOf, personOf } = looksInto(database)

beforeEach(async () => {
  office = await TestOffice.open(database)
  const { id, people } = await office.desk(['counselor', 'counselor', 'supervisor', 'manager'])
  deskId = id
  ;[counselor, colleague, supervisor, manager] = people as [TestPerson, TestPerson, TestPerson, TestPerson]
})

const rowsOf = async (sql: string, ...values: unknown[]) => (await database.superuser.query(sql, values)).rows
const told = async (who: TestPerson) =>
  (await rowsOf('select kind, object_type, object_id from notice where user_id = $1', who.userId)).map(
    (row) => `${row.kind} ${row.object_type} ${row.object_id}`,
  )
async function several<Made>(many: number, make: (place: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = []
  for (let place = 0; place < many; place++) made.push(await make(place))
  return made
}
const sheets = (many: number, typed: object = him) =>
  several(many, (place) => aConsultation(counselor, { ...typed, person: { ...hana, given: `花${place}` } }))
const cases = (many: number) => several(many, () => aCase(counselor))
const withHim = async (caseId: string) => {
  const card = { names: [taro], birthDate: null }
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    ...{ caseId, part: 'counterpart', card },
  })
  return caseId
}
const kept = async (who: TestPerson) =>
  (await listConsultations(who, { kept: '1' })).items.map((one) => one.id).sort()

/** How often each function of the database is called when she declares somebody whom these name. */
async function callsFor(who: TestPerson, records: readonly string[]): Promise<Record<string, number>> {
  const { superuser } = database
  const counted = async () =>
    (await superuser.query('select funcname, calls::int as calls from pg_stat_xact_user_functions')).rows
  await superuser.query('begin')
  try {
    await superuser.query("set local track_functions = 'all'")
    await superuser.query('set local role yorube_app')
    await enterRaw(superuser, who)
    const kin = crypto.randomUUID()
    await superuser.query("insert into auth.kin (tenant_id, id, user_id, document) values ($1, $2, $3, '')", [
      ...[office.tenantId, kin, who.userId],
    ])
    const before = new Map((await counted()).map((row) => [row.funcname, row.calls]))
    await superuser.query('select auth.note_declared($1, $2)', [kin, records])
    await superuser.query('set constraints all immediate')
    const calls = (await counted()).map((row) => [row.funcname, row.calls - (before.get(row.funcname) ?? 0)])
    return Object.fromEntries(calls.filter(([, many]) => many > 0))
  } finally {
    await superuser.query('rollback')
  }
}

test('many first calls take as many statements as two, and none at all as many as those', async () => {
  const statementsOf = async (who: TestPerson) => {
    let count = 0
    const stop = onStatement(() => count++)
    await declare(who)
    stop()
    return count
  }
  const none = await statementsOf(manager)
  await sheets(2)
  const two = await statementsOf(colleague)
  await sheets(30)
  const many = await statementsOf(counselor)
  // A page of what names him, where there is one, is followed by the question for the next.
  expect([two, many]).toEqual([none + 1, none + 1])
})

test('in the database nothing is done once for each first call', async () => {
  const few = await sheets(2)
  const many = [...few, ...(await sheets(28))]
  const calls = await callsFor(colleague, few)
  expect(calls).toMatchObject({ note_declared: 1, keep_from: 1, hide_consultations: 1, part_lists: 1 })
  expect(await callsFor(colleague, many)).toEqual(calls)
})

test('nor for each case, but that each has notices and a match of its own', async () => {
  const few = await cases(2)
  const many = [...few, ...(await cases(10))]
  const { wake: _few, block_for_conflict: two, ...calls } = await callsFor(colleague, few)
  const { wake: _many, block_for_conflict: twelve, ...same } = await callsFor(colleague, many)
  expect(calls).toMatchObject({ close_for_conflicts: 1, carry_blocks_made: 1, part_lists_of_hidden: 1 })
  expect(same).toEqual(calls)
  expect([two, twelve]).toEqual([2, 12])
})

test('nor for each case that is linked to first calls, whether or not she was kept out of it by hand', async () => {
  const linked = await several(10, async (place) => {
    const caseId = await aCase(counselor)
    const consultationId = await aConsultation(counselor, { person: { ...hana, given: `花${place}` } })
    await say(counselor, {
      one: await personOf('case_', caseId),
      other: await personOf('consultation', consultationId),
    })
    return caseId
  })
  const compared = async (many: number) => {
    const { wake, block_for_conflict: matches, ...calls } = await callsFor(colleague, linked.slice(0, many))
    return { matches, calls }
  }
  const two = await compared(2)
  expect(two.calls).toMatchObject({ carry_blocks_of: 1, hide_consultations: 1 })
  expect(await compared(10)).toEqual({ matches: 10, calls: two.calls })
  await rowsOf(
    `insert into auth.case_block (tenant_id, case_id, user_id, created_by) select tenant_id, id, $2, $3 from case_ where id = any ($1)`,
    ...[linked, colleague.userId, counselor.userId],
  )
  const named = await compared(2)
  expect(named.calls).toMatchObject({ carry_blocks_of: 1, keep_from: 2 })
  expect(await compared(10)).toEqual({ matches: 10, calls: named.calls })
})

test('each of those who lead has one notice, and finds behind it those that were kept, and of herself nothing', async () => {
  const [one] = await sheets(1)
  await declare(colleague, { family: '例示' })
  await declare(colleague)
  expect(await told(supervisor)).toEqual([`consultation.conflict consultation-kept ${one}`])
  const more = await sheets(3, { counterpartName: { name: '例示　太郎' } })
  await aConsultation(counselor)
  await declare(counselor, { family: '例示', familyKana: 'れいじ' })
  expect(await told(supervisor)).toEqual(
    expect.arrayContaining([`consultations-kept ${deskId}`].map((end) => `consultation.conflicts ${end}`)),
  )
  expect((await told(supervisor)).filter((line) => line.startsWith('consultation.conflicts'))).toHaveLength(1)
  expect(await told(counselor)).toEqual([])
  expect(await kept(supervisor)).toEqual([one, ...more].sort())
  expect((await listConsultations(supervisor, { kept: '1' })).counts.contacts).toBe(4)
  // What is kept from herself alone she has written, reads on, and does not find among them.
  const own = await aConsultation(counselor, { counterpartName: { name: '例示　次郎' } })
  await declare(counselor, { family: '例示', given: '次郎', familyKana: 'れいじ', givenKana: 'じろう' })
  expect(await sees(counselor, own)).toBe(true)
  expect(await kept(counselor)).toEqual([one, ...more].sort())
  expect(await kept(supervisor)).toEqual([one, ...more, own].sort())
  expect(await kept(colleague)).toEqual([own])
})

test('of calls some of which concern a lead she is told of the others, and whoever is left of the rest', async () => {
  const both = await sheets(2)
  const his = await sheets(2, { counterpartName: { name: '例示　太郎' } })
  for (const consultationId of both)
    for (const { userId } of [supervisor, manager])
      await keepOut(counselor, { consultationId, userId, reason })
  await keepOut(counselor, { consultationId: his[0] as string, userId: manager.userId, reason })
  await declare(colleague)
  expect([await told(supervisor), await told(manager)]).toEqual([[], []])
  expect(await told(counselor)).toEqual([`consultation.conflicts consultations-kept ${deskId}`])
  await declare(colleague, { family: '例示', familyKana: 'れいじ' })
  expect(await told(supervisor)).toEqual([`consultation.conflicts consultations-kept ${deskId}`])
  expect(await told(manager)).toEqual([`consultation.conflict consultation-kept ${his[1]}`])
})

test('each of them has a list of its own, whatever they stood on', async () => {
  const ids = await sheets(5)
  const put = async (records: readonly string[]) => {
    const list = crypto.randomUUID()
    await rowsOf(
      'insert into disposal_list (tenant_id, id, desk_id, made_by) values ($1, $2, $3, $4)',
      ...[office.tenantId, list, deskId, supervisor.userId],
    )
    await rowsOf(
      `insert into disposal_item (tenant_id, id, list_id, desk_id, kind, consultation_id, compartment_id)
       select tenant_id, gen_random_uuid(), $2, desk_id, 'consultation', id, compartment_id from consultation where id = any ($1)`,
      ...[records, list],
    )
    return list
  }
  const other = await aConsultation(counselor)
  const whole = await put(ids.slice(0, 2))
  const mixed = await put([...ids.slice(2, 4), other])
  await declare(colleague)
  const rows = await rowsOf(
    `select i.consultation_id, i.list_id, l.state, l.made_by from disposal_item i join disposal_list l on l.id = i.list_id
     where i.tenant_id = $1`,
    office.tenantId,
  )
  expect(rows).toHaveLength(5)
  expect(new Set(rows.map((row) => row.list_id)).size).toBe(5)
  expect(rows.every((row) => row.state === 'proposed' && row.made_by === supervisor.userId)).toBe(true)
  expect(rows.some((row) => row.list_id === whole && ids.slice(0, 2).includes(row.consultation_id))).toBe(
    true,
  )
  expect(rows.find((row) => row.consultation_id === other).list_id).toBe(mixed)
})

test('cases and first calls that one declaration meets are gone with its answer, and what one case says is not said of another', async () => {
  const [one, other] = (await several(2, () => aCase(counselor).then(withHim))) as [string, string]
  const [hers, theirs] = (await sheets(2, {})) as [string, string]
  const named = await sheets(2)
  await say(counselor, { one: await personOf('case_', one), other: await personOf('consultation', hers) })
  await say(counselor, { one: await personOf('case_', other), other: await personOf('consultation', theirs) })
  await rowsOf(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    ...[office.tenantId, other, manager.userId, counselor.userId],
  )
  await declare(colleague)
  for (const id of [one, other]) {
    expect(await seesCase(colleague, id)).toBe(false)
    expect(await blocksOf(id)).toContainEqual({ user_id: colleague.userId, origin: 'conflict' })
  }
  for (const id of [hers, theirs, ...named]) expect(await sees(colleague, id)).toBe(false)
  expect(await sees(manager, hers)).toBe(true)
  expect(await sees(manager, theirs)).toBe(false)
  expect((await told(supervisor)).filter((line) => line.startsWith('case.conflict'))).toHaveLength(2)
})
