import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openCase } from '../modules/cases/open-case.ts'
import { declareKin } from '../modules/conflicts/testing.ts'
import { aConsultation } from '../modules/consultations/testing.ts'
import { liftHold, listDue, proposeDisposal, showKeeping } from '../modules/retention/testing.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { readTables, type Table } from './matrix/catalogue.ts'
import { him, plant } from './testing/kept-consultation-planted.ts'

/**
 * A consultation that is no case yet and is kept from somebody leaves no trace where she works: whatever table she reads with SQL of
 * her own, and whatever function she asks, nothing in the answer names it, its caller, their keys or the referral it grew out of.
 */
const database = useDatabase()
let tables: Table[]
let office: TestOffice
let desk: { id: string; people: readonly TestPerson[] }
/** Leads the desk and audits, so that she reads as much as anybody can; so does the other, who declared nobody. */
let near: TestPerson
let other: TestPerson
let author: TestPerson
/** What stands for the consultation, and what each of it is. */
let traces: Record<string, string>

beforeAll(async () => {
  tables = await readTables(database)
  office = await TestOffice.open(database)
  const managers = await Promise.all([
    office.person({ tenantRole: 'auditor' }),
    office.person({ tenantRole: 'auditor' }),
  ])
  author = await office.person()
  ;[near, other] = managers
  desk = await office.deskOf([
    { person: near, role: 'manager' },
    { person: other, role: 'manager' },
    { person: author, role: 'counselor' },
  ])
  await declareKin(near, {
    submissionId: randomUUID(),
    relation: 'sibling',
    ...{ family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' },
  })
  traces = await plant(database, { tenantId: office.tenantId, deskId: desk.id, author, other })
  for (const who of [near, other]) traces[await toldOfMany(who)] = 'notice of many'
})

const rowsOf = async (sql: string, ...values: unknown[]) => (await database.superuser.query(sql, values)).rows

/** She leads: as if she had been told of it together with others. */
async function toldOfMany({ userId }: TestPerson): Promise<string> {
  const [{ id }] = await rowsOf(
    `with told as (
       insert into notice (tenant_id, id, user_id, kind, object_type, object_id)
       values ($1, gen_random_uuid(), $2, 'consultation.conflicts', 'consultations-kept', $3) returning tenant_id, id)
     insert into notice_call (tenant_id, notice_id, consultation_id) select tenant_id, id, $4 from told returning notice_id as id`,
    ...[office.tenantId, userId, desk.id, idOf('consultation')],
  )
  return id
}

/** Tables in which somebody reads a row that names one of them, with what it names; with something of the database taken away. */
async function namedTo(who: TestPerson, without?: string): Promise<string[]> {
  const { superuser } = database
  await superuser.query('begin')
  try {
    if (without) await superuser.query(without)
    await superuser.query('set local role yorube_app')
    await enterRaw(superuser, who)
    const found: string[] = []
    for (const { name, columns } of tables) {
      const seen = columns.filter((column) => column.canSee).map((column) => column.name)
      if (seen.length === 0) continue
      const { rows } = await superuser.query<{ line: string }>(
        `select row_to_json(x)::text as line from (select ${seen.join(', ')} from ${name}) x`,
      )
      const names = Object.entries(traces).filter(([trace]) => rows.some(({ line }) => line.includes(trace)))
      if (names.length > 0) found.push(`${name}: ${names.map(([, what]) => what).join(', ')}`)
    }
    return found
  } finally {
    await superuser.query('rollback')
  }
}

const idOf = (what: string) => Object.keys(traces).find((id) => traces[id] === what) ?? ''

test('nothing that she may read names it, and a colleague reads it everywhere', async () => {
  expect(await namedTo(other)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^audit.event: consultation/),
      expect.stringMatching(/^auth.compartment: its key, key of the caller/),
      expect.stringMatching(/^auth.compartment_grant: its key/),
      'public.caller_token: caller',
      expect.stringMatching(/^public.consultation: consultation, caller/),
      expect.stringMatching(/^public.consultation_version: consultation/),
      expect.stringMatching(/^public.disposal_item: consultation/),
      'public.disposal_list: list',
      expect.stringMatching(/^public.notice: consultation.*, notice of many$/),
      expect.stringMatching(/^public.person: caller/),
      expect.stringMatching(/^public.referral: referral/),
      'public.referral_outcome: consultation, referral',
      expect.stringMatching(/^public.retention_hold: consultation/),
      expect.stringMatching(/^public.same_person: caller/),
      expect.stringMatching(/^public.whereabouts: caller/),
    ]),
  )
  expect(await namedTo(near)).toEqual([])
})

test('what she asks of functions says the same as of what there is not', async () => {
  const id = idOf('consultation')
  const app = await database.as('yorube_app')
  const asked = async (who: TestPerson, one: string, person: string) => {
    await app.query('begin')
    try {
      await enterRaw(app, who)
      const of = async (sql: string, ...values: unknown[]) => (await app.query(sql, values)).rows
      const [keys] = await of('select array_agg(compartment_id) as ids from auth.compartment_grant')
      return {
        retention: await of("select * from auth.record_retention('consultation', $1)", one),
        held: await of('select auth.hold_consultation($1) as held', one),
        put: await of("select auth.put_hold($1, 'consultation', $2, 'other', '') as put", randomUUID(), one),
        due: (await of('select id from auth.due_records($1, 200)', desk.id)).filter((row) => row.id === one),
        loose: (
          await of("select loose_copies from auth.loose_copies('person.desk_card', $1, 100)", [desk.id])
        ).filter((row) => row.loose_copies === person),
        filed: (
          await of("select row_id from auth.copies_to_file('person.desk_card', $1, 1, 100)", [desk.id])
        ).filter((row) => row.row_id === person),
        kept: (await of('select kept_from_others as id from auth.kept_from_others($1)', [desk.id])).filter(
          (row) => row.id === one,
        ),
        parties: await of('select * from auth.disposal_parties($1)', one === id ? idOf('list') : one),
        grants: (
          await of('select compartment_id from auth.my_grants($1)', [
            ...Object.keys(traces),
            ...(keys?.ids ?? []),
          ])
        ).filter((row) => row.compartment_id in traces),
      }
    } finally {
      await app.query('rollback')
    }
  }
  expect(await asked(near, id, idOf('caller'))).toEqual(await asked(near, randomUUID(), randomUUID()))
  const seen = await asked(other, id, idOf('caller'))
  expect(seen.retention).toHaveLength(1)
  expect(seen.held).toEqual([{ held: true }])
  expect(seen.put).toEqual([{ put: true }])
  expect(seen.kept).toEqual([{ id }])
  expect(seen.loose).toHaveLength(1)
  expect(seen.parties).toMatchObject([{ parties: [`safety of ${id}`, `sheet of ${id}`] }])
  expect(seen.grants.length).toBeGreaterThan(1)
  // Filed for nobody: what lies in a drawer is read by the whole desk.
  expect(seen.filed).toEqual([])
})

test('its end, its hold and its list are there for colleagues, and not for her', async () => {
  const kept = await aConsultation(author, { ...him, day: 'H20.5.2' })
  const open = await aConsultation(author, { day: 'H20.5.2' })
  const dueTo = async (who: TestPerson) => (await listDue(who, {})).due.map(({ recordId }) => recordId)
  expect(await dueTo(other)).toEqual(expect.arrayContaining([kept, open]))
  expect(await dueTo(near)).toEqual([open])
  await expect(showKeeping(near, { kind: 'consultation', recordId: kept })).rejects.toMatchObject({
    code: 'not-found',
  })
  const [hold] = await rowsOf(
    'select id from retention_hold where consultation_id = $1',
    idOf('consultation'),
  )
  await expect(
    liftHold(near, { holdId: hold.id, reason: '見本の理由でやめます' } as never),
  ).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(
    proposeDisposal(near, { deskId: desk.id, records: [`consultation:${kept}`] }),
  ).rejects.toMatchObject({ key: 'retention_refused_changed' })
  // Whoever sees both proposes both: they become two lists, so that hers has no hole.
  await proposeDisposal(other, { deskId: desk.id, records: [`consultation:${kept}`, `consultation:${open}`] })
  const lists = await rowsOf('select list_id from disposal_item where consultation_id = any ($1)', [
    kept,
    open,
  ])
  expect(new Set(lists.map((one) => one.list_id)).size).toBe(2)
})

/** What hides it, each taken away, with where that shows. */
const hiding: readonly (readonly [signature: string, condition: string, instead: string, shows: string])[] = [
  ['auth.kept_consultations_of(auth.session)', 'c.kept_from && mine and', 'false and', 'public.consultation'],
  ['auth.kept_compartments_of(auth.session)', 'c.id = any (kept)', 'false', 'public.consultation'],
  [
    'auth.kept_compartments_of(auth.session)',
    'p.id = any (auth.kept_people_of(s))',
    'false',
    'public.person',
  ],
  [
    'auth.kept_compartments_of(auth.session)',
    'r.id = any (auth.kept_referrals_of(s))',
    'false',
    'public.referral',
  ],
  [
    'auth.my_kept_compartments()',
    'auth.kept_compartments_of(auth.live_session())',
    "'{}'::uuid[]",
    'public.consultation_version',
  ],
  ['auth.my_blocked_compartments()', '|| auth.kept_compartments_of(s)', '', 'auth.compartment_grant'],
  ['auth.my_blocked_people()', '|| auth.kept_people_of(s)', '', 'public.caller_token'],
  ['auth.my_kept_objects()', 'return calls || hidden', 'return hidden', 'audit.event'],
  ['auth.my_notices_of_many()', 'k.consultation_id <> all (hidden)', 'true', 'public.notice'],
  [
    'auth.my_blocked_lists()',
    'i.consultation_id = any',
    'false and i.consultation_id = any',
    'public.disposal_list',
  ],
]
const policies = [
  ...[
    'audit.event',
    'auth.compartment',
    'auth.compartment_grant',
    'public.caller_token',
    'public.consultation',
  ],
  ...[
    'public.consultation_version',
    'public.disposal_item',
    'public.disposal_list',
    'public.notice',
    'public.person',
  ],
  ...['public.referral', 'public.referral_outcome', 'public.same_person', 'public.whereabouts'],
]

test('each of them missing, it shows', async () => {
  // A notice of hers would be one: leads are told, and she leads.
  await rowsOf(
    `insert into notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
     select tenant_id, gen_random_uuid(), $2, 'consultation.conflict', 'consultation-kept', id, compartment_id from consultation where id = $1`,
    ...[idOf('consultation'), near.userId],
  )
  expect(await namedTo(near)).toEqual([])
  const silent: string[] = []
  for (const [signature, condition, instead, shows] of hiding) {
    const [{ text }] = await rowsOf('select pg_get_functiondef($1::regprocedure) as text', signature)
    expect(text).toContain(condition)
    const found = await namedTo(near, text.replaceAll(condition, instead))
    if (!found.some((line) => line.startsWith(`${shows}:`))) silent.push(`${signature} without ${condition}`)
  }
  for (const table of policies) {
    const found = await namedTo(near, `drop policy not_blocked on ${table}`)
    if (!found.some((line) => line.startsWith(`${table}:`))) silent.push(table)
  }
  expect(silent).toEqual([])
})

test('once it is a case, what the record said of it before names it to nobody for whom the case is not there', async () => {
  await openCase(author, { submissionId: randomUUID(), consultationId: idOf('consultation') } as never)
  expect(await namedTo(other)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^audit.event: consultation/)]),
  )
  expect(await namedTo(near)).toEqual([])
})
