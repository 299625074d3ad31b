import { beforeEach, expect, test } from 'vitest'
import type { Caller } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { type Bearer, enterStatements } from '../../platform/entering.ts'
import { readBearer } from '../../platform/http/bearer.ts'
import { platform } from '../../platform/runtime.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { admitMachine } from './admit-machine.ts'
import { askMachine } from './ask-machine.ts'
import { confirmMachine } from './confirm-machine.ts'
import { listMachines } from './list-machines.ts'
import { aMachine, leaveDesk, renewKey } from './testing.ts'

/** With whom a program ends, and what is looked at again before it begins. */
const database = useDatabase()
let office: TestOffice
let first: TestPerson
let second: TestPerson
let desk: TestDesk
let lead: TestPerson
let counselor: TestPerson
let third: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  first = await office.person({ tenantRole: 'tenant_admin' })
  second = await office.person({ tenantRole: 'tenant_admin' })
  desk = await office.desk(['manager', 'counselor', 'manager'])
  ;[lead, counselor, third] = desk.people as [TestPerson, TestPerson, TestPerson]
  for (const person of [first, second, lead, third]) await office.stepUp(person)
})

const setState = (person: TestPerson, state: string) =>
  database.superuser.query('update auth.staff_user set state = $2 where id = $1', [person.userId, state])
const standing = async (id: string) =>
  (await listMachines(first, {})).machines.find((one) => one.id === id)?.standing

async function isLetIn(caller: Caller): Promise<boolean> {
  const app = await database.as('yorube_app')
  const [entering] = enterStatements(platform().vault, caller as Bearer)
  await app.query('begin')
  const { rows } = await app.query(entering?.sql ?? '', [...(entering?.values ?? [])])
  await app.query('commit')
  return rows.length === 1
}

async function asked(): Promise<string> {
  const { id } = await askMachine(first, {
    name: '見本の集計',
    scopes: ['cases.read'],
    deskId: desk.id,
    login: counselor.login,
    days: 30,
  })
  return id
}

test('it ends with the seat of who answers for it; the desk and whoever asked for it hear of it', async () => {
  const { machineId, ...caller } = await aMachine(office, { id: desk.id, lead, answers: counselor }, [
    'cases.read',
  ])
  // Another one who leaves, or leaving another desk, ends nothing.
  const elsewhere = await office.deskOf([
    { person: counselor, role: 'counselor' },
    { person: second, role: 'manager' },
  ])
  await leaveDesk(first, { deskId: elsewhere.id, userId: counselor.userId })
  await leaveDesk(first, { deskId: desk.id, userId: third.userId })
  expect(await isLetIn(caller)).toBe(true)
  // Nor do wraps of an older epoch that go by the clock.
  await database.superuser.query(
    `insert into auth.desk_key (tenant_id, desk_id, epoch, key_id, public_key, mac)
     select tenant_id, desk_id, 0, key_id, public_key, mac from auth.desk_key where desk_id = $1`,
    [desk.id],
  )
  await database.superuser.query(
    `insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, wrap, mac)
     select tenant_id, desk_id, user_id, 0, role, wrap, mac from auth.membership where desk_id = $1 and user_id = $2`,
    [desk.id, counselor.userId],
  )
  await database.superuser.query('delete from auth.membership where desk_id = $1 and epoch = 0', [desk.id])
  expect(await isLetIn(caller)).toBe(true)

  await leaveDesk(first, { deskId: desk.id, userId: counselor.userId })
  expect(await isLetIn(caller)).toBe(false)
  expect(await standing(machineId)).toBe('ended')
  const { rows } = await database.superuser.query(
    "select count(*)::int as count from notice where kind = 'machine.ended' and object_id = $1",
    [machineId],
  )
  expect(rows[0].count).toBe(2)
})

test('a renewed key is its key, too: the older wraps go, and it works on', async () => {
  const { machineId, ...caller } = await aMachine(office, { id: desk.id, lead, answers: counselor }, [
    'cases.read',
  ])
  await office.stepUp(lead)
  expect(await renewKey(lead, { deskId: desk.id, epoch: 1 })).toMatchObject({ left: 0 })
  await database.superuser.query(
    "update auth.desk_renewal set moved_at = now() - interval '20 minutes' where desk_id = $1",
    [desk.id],
  )
  await database.superuser.query('select auth.finish_renewals()')
  const { rows } = await database.superuser.query(
    'select distinct epoch from auth.membership where desk_id = $1',
    [desk.id],
  )
  expect(rows).toEqual([{ epoch: 2 }])
  expect(await isLetIn(caller)).toBe(true)
  expect(await standing(machineId)).toBe('live')
})

test('it rests while the account of who was shown the bearer is suspended, and ends with her seat', async () => {
  const { machineId, ...caller } = await aMachine(office, { id: desk.id, lead, answers: counselor }, [
    'cases.read',
  ])
  await setState(lead, 'suspended')
  expect(await isLetIn(caller)).toBe(false)
  expect(await standing(machineId)).toBe('unanswered')
  await setState(lead, 'active')
  expect(await isLetIn(caller)).toBe(true)
  await leaveDesk(third, { deskId: desk.id, userId: lead.userId })
  expect(await isLetIn(caller)).toBe(false)
  expect(await standing(machineId)).toBe('ended')
})

test('before it is taken in it is looked at again: who would answer is away or gone, who asked may no more', async () => {
  const id = await asked()
  const role = (notAfter: string | null) =>
    database.superuser.query('update auth.role_assignment set not_after = $2 where user_id = $1', [
      first.userId,
      notAfter,
    ])
  await role('2020-01-01')
  await expect(confirmMachine(second, { machineId: id })).rejects.toMatchObject({
    key: 'accounts_confirm_stale',
  })
  await role(null)
  await confirmMachine(second, { machineId: id })
  await setState(counselor, 'suspended')
  await expect(admitMachine(lead, { machineId: id })).rejects.toMatchObject({
    key: 'accounts_machine_admit_stale',
  })
  await setState(counselor, 'active')
  await leaveDesk(lead, { deskId: desk.id, userId: counselor.userId })
  await expect(admitMachine(lead, { machineId: id })).rejects.toMatchObject({ code: 'conflict' })
  expect(await standing(id)).toBe('ended')
})

test('whoever is just leaving the desk takes none in', async () => {
  const id = await asked()
  await confirmMachine(second, { machineId: id })
  // As auth.leave_desk does it.
  const leaving = await database.as('yorube_migrator')
  await leaving.query('set role yorube_definer')
  await leaving.query('begin')
  await leaving.query('select from auth.desk where id = $1 for update', [desk.id])
  await leaving.query('delete from auth.membership where desk_id = $1 and user_id = $2', [
    desk.id,
    lead.userId,
  ])
  const admitting = admitMachine(lead, { machineId: id }).catch((error) => error.code)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await leaving.query('commit')
  expect(await admitting).toBe('conflict')
})

const readsOne = 'auth.read_case($1, $2, $3, gen_random_uuid())'
const begins = "auth.begin_writing($1, $2, $3, 'consultations.write')"

test('a bearer that the door refuses reads nothing in the rest of that statement, and leaves no line', async () => {
  const id = await asked()
  await confirmMachine(second, { machineId: id })
  const { bearer } = await admitMachine(lead, { machineId: id })
  const cookie = readBearer(`Bearer ${bearer}`) as Uint8Array
  const caller = { cookie, isMachine: true as const, isAct: true, host: office.host, network: 'loopback' }
  await database.superuser.query("update auth.machine set state = 'ended' where id = $1", [id])
  const [entering] = enterStatements(platform().vault, caller)
  const app = await database.as('yorube_app')
  await app.query('begin')
  for (const hot of ['auth.read_cases($1, $2, $3, false, false, null, null)', readsOne, begins]) {
    const { rows: parts } = await app.query(`select part from ${hot}`, [...(entering?.values ?? [])])
    expect(parts).toEqual([])
    const { rows } = await app.query('select auth.my_tenant() as tenant, auth.my_desks() as desks')
    expect(rows).toEqual([{ tenant: null, desks: [] }])
  }
  await app.query('rollback')
  const { rows: lines } = await database.superuser.query(
    "select action from audit.event where tenant_id = $1 and action in ('case.read', 'case.read-list')",
    [office.tenantId],
  )
  expect(lines).toEqual([])
})
