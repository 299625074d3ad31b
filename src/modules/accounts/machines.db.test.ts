import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { readBearer } from '../../platform/http/bearer.ts'
import { platform } from '../../platform/runtime.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { admitMachine } from './admit-machine.ts'
import { askAdmission } from './ask-admission.ts'
import { askMachine } from './ask-machine.ts'
import { confirmMachine } from './confirm-machine.ts'
import { endMachine } from './end-machine.ts'
import { leaveDesk } from './leave-desk.ts'
import { listAccounts } from './list-accounts.ts'
import { listMachines } from './list-machines.ts'
import { listMembers } from './list-members.ts'
import { proposeAct } from './propose-act.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let first: TestPerson
let second: TestPerson
let lead: TestPerson
let counselor: TestPerson
let deskId: string

/** What a machine with that scope may do: say at which desks it sits. */
const whereAmI = defineUseCase({
  name: 'guard.where-am-i',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: z.object({}),
  subject: () => ({}),
  output: z.object({ userId: z.uuid(), seats: z.array(z.string()), roles: z.array(z.string()) }),
  run: async ({ actor }) => ({
    userId: actor.userId,
    seats: actor.seats.map((seat) => `${seat.deskId} ${seat.role}`),
    roles: [...actor.roles],
  }),
  audit: () => ({}),
})

async function nameDesk(): Promise<void> {
  await database.superuser.query(
    `with b as (insert into body (tenant_id, id, name, kind, duty_ground)
       values ($1, gen_random_uuid(), '架空市', 'department', 'local_public_service_34') returning id)
     insert into desk_entry (tenant_id, desk_id, body_id, name, kind) select $1, $2, b.id, '見本の窓口', 'department' from b`,
    [office.tenantId, deskId],
  )
}

beforeEach(async () => {
  office = await TestOffice.open(database)
  const admin = async () => {
    const person = await office.person({ tenantRole: 'tenant_admin' })
    await office.stepUp(person)
    return person
  }
  first = await admin()
  second = await admin()
  const desk = await office.desk(['manager', 'counselor'])
  deskId = desk.id
  ;[lead, counselor] = desk.people as [TestPerson, TestPerson]
  await office.stepUp(lead)
})

const asked = (more: Partial<Parameters<typeof askMachine>[1]> = {}) =>
  askMachine(first, {
    name: '見本の集計',
    scopes: ['cases.read'],
    deskId,
    login: counselor.login,
    days: 30,
    ...more,
  })

async function made(
  more: Parameters<typeof asked>[0] = {},
): Promise<{ id: string; bearer: string; caller: Caller }> {
  const { id } = await asked(more)
  await confirmMachine(second, { machineId: id })
  const { bearer } = await admitMachine(lead, { machineId: id })
  return { id, bearer, caller: callerOf(bearer) }
}

function callerOf(bearer: string): Caller {
  const cookie = readBearer(`Bearer ${bearer}`)
  return { cookie, isMachine: true, isAct: true, host: office.host, network: 'loopback' }
}

const standing = async (id: string) =>
  (await listMachines(first, {})).machines.find((one) => one.id === id)?.standing

test('three people make one, none of them twice, and only the last one sees the bearer', async () => {
  const { id } = await asked()
  await expect(confirmMachine(first, { machineId: id })).rejects.toMatchObject({
    key: 'accounts_confirm_own',
  })
  await expect(admitMachine(lead, { machineId: id })).rejects.toMatchObject({ code: 'conflict' })
  expect((await listMachines(second, {})).machines).toMatchObject([
    { id, standing: 'asked', whyNotConfirm: null, mayEnd: true },
  ])
  expect(await confirmMachine(second, { machineId: id })).toEqual({ confirmed: true })
  await expect(admitMachine(first, { machineId: id })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await listMachines(lead, {})).machines).toMatchObject([
    { standing: 'confirmed', whyNotAdmit: null },
  ])

  const { bearer, endsAt } = await admitMachine(lead, { machineId: id })
  expect(bearer).toMatch(/^yorube_[\w-]{43}$/)
  const days = (endsAt.getTime() - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(29.9)
  expect(days).toBeLessThan(30.1)
  await expect(admitMachine(lead, { machineId: id })).rejects.toMatchObject({ code: 'conflict' })
  expect(await whereAmI(callerOf(bearer), {})).toMatchObject({ seats: [`${deskId} machine`], roles: [] })
  const { rows } = await database.superuser.query(
    "select a.display_name, e.result from audit.event e join auth.staff_user a on a.id = e.actor_id where e.action = 'guard.where-am-i' and e.tenant_id = $1",
    [office.tenantId],
  )
  expect(rows).toEqual([{ display_name: '見本の集計', result: 'ok' }])
})

test('whoever would answer for it does not confirm, and whoever asked does not give the key', async () => {
  const both = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(both)
  const desk = await office.deskOf([
    { person: both, role: 'manager' },
    { person: first, role: 'manager' },
  ])
  const { id } = await asked({ deskId: desk.id, login: both.login })
  await expect(confirmMachine(both, { machineId: id })).rejects.toMatchObject({
    key: 'accounts_machine_confirm_answers',
  })
  await confirmMachine(second, { machineId: id })
  await expect(admitMachine(first, { machineId: id })).rejects.toMatchObject({
    key: 'accounts_machine_admit_alone',
  })
  expect(await admitMachine(both, { machineId: id })).toMatchObject({ name: '見本の集計' })
})

test('a person who does not sit there cannot answer for it, and a year is the longest', async () => {
  await expect(asked({ login: second.login })).rejects.toMatchObject({
    fields: { login: 'accounts_machine_answers_elsewhere' },
  })
  await expect(asked({ days: 366 })).rejects.toMatchObject({ fields: { days: 'accounts_machine_days' } })
  await expect(asked({ scopes: [] })).rejects.toMatchObject({
    fields: { scopes: 'accounts_machine_scopes_missing' },
  })
})

test('a bearer is no cookie, a cookie is no bearer, and only what was opened to machines answers', async () => {
  const { caller } = await made()
  await expect(whoAmI({ ...caller, isMachine: undefined as never }, {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  await expect(whereAmI({ ...counselor, isMachine: true }, {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  // Neither attempt ends anything: both are still good at their own doors.
  expect((await whoAmI(counselor, {})).login).toBe(counselor.login)
  await expect(whoAmI(caller, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listMembers(caller, { deskId })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await whereAmI(caller, {})).toMatchObject({ roles: [] })
  const other = await made({ scopes: ['consultations.write'] })
  await expect(whereAmI(other.caller, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('it belongs to the network it was first used from, and ends when it is shown elsewhere', async () => {
  const { id, caller } = await made()
  await whereAmI({ ...caller, network: '192.0.2' }, {})
  await whereAmI({ ...caller, network: '192.0.2' }, {})
  await expect(whereAmI({ ...caller, network: '198.51.100' }, {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  await expect(whereAmI({ ...caller, network: '192.0.2' }, {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect(await standing(id)).toBe('ended')
})

test('it is ended at once by one, with every wrap it had', async () => {
  const { id, caller } = await made()
  const { userId } = await whereAmI(caller, {})
  await expect(endMachine(counselor, { machineId: id })).rejects.toMatchObject({ code: 'forbidden' })
  await endMachine(first, { machineId: id })
  await expect(whereAmI(caller, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  const { rows } = await database.superuser.query(
    `select (select count(*)::int from auth.membership where user_id = $1) as seats,
       (select count(*)::int from auth.session where user_id = $1) as sessions,
       (select state from auth.staff_user where id = $1) as state`,
    [userId],
  )
  expect(rows).toEqual([{ seats: 0, sessions: 0, state: 'left' }])
})

test('it stops with its day, with who answers for it, and when the desk lets its seat go', async () => {
  const over = await made()
  await database.superuser.query(
    "update auth.session set ends_at = now() - interval '1 second' where machine_id = $1",
    [over.id],
  )
  await expect(whereAmI(over.caller, {})).rejects.toMatchObject({ code: 'not-signed-in' })

  const gone = await made()
  const { userId } = await whereAmI(gone.caller, {})
  expect(await leaveDesk(lead, { deskId, userId })).toBeDefined()
  await expect(whereAmI(gone.caller, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(await standing(gone.id)).toBe('ended')

  const unanswered = await made()
  await database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [
    counselor.userId,
  ])
  await expect(whereAmI(unanswered.caller, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  expect(await standing(unanswered.id)).toBe('unanswered')
})

test('a machine idles as long as it likes; nobody else does', async () => {
  const { caller } = await made()
  await database.superuser.query("update auth.session set active_at = now() - interval '3 days'")
  await database.superuser.query('select auth.end_old_sessions()')
  expect(await whereAmI(caller, {})).toMatchObject({ roles: [] })
  await expect(whoAmI(counselor, {})).rejects.toMatchObject({ code: 'not-signed-in' })
})

test('scopes, end and desk that were written behind the vault’s back allow nothing, and raise an alarm', async () => {
  const { id, caller } = await made()
  await database.superuser.query(
    "update auth.machine set scopes = array['cases.read', 'search.run'] where id = $1",
    [id],
  )
  await expect(whereAmI(caller, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect
    .poll(async () => {
      const { rows } = await database.superuser.query('select kind from audit.alarm where object_id = $1', [
        id,
      ])
      return rows.map((row) => row.kind)
    })
    .toEqual(['auth.machine'])
})

test('it is no colleague: no list of people names it, it gets no role, no other seat, and no letter', async () => {
  const { caller } = await made()
  const { userId } = await whereAmI(caller, {})
  const { rows } = await database.superuser.query('select login from auth.staff_user where id = $1', [userId])
  const login: string = rows[0].login
  await nameDesk()
  expect((await listAccounts(first, {})).accounts.map((one) => one.id)).not.toContain(userId)
  expect((await listMembers(lead, { deskId })).members.map((one) => one.userId)).not.toContain(userId)
  await expect(askAdmission(lead, { deskId, login, role: 'counselor' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(proposeAct(first, { userId, act: 'reset' })).rejects.toMatchObject({ code: 'not-found' })
  const app = await database.as('yorube_app')
  for (const insert of [
    `auth.account_proposal (tenant_id, id, act, user_id, role, asked_by) values ($1, gen_random_uuid(), 'give_role', $2, 'auditor', $3)`,
    `auth.admission (tenant_id, id, desk_id, user_id, role, asked_by) select $1, gen_random_uuid(), '${deskId}', $2, 'counselor', $3`,
  ]) {
    await app.query('begin')
    await enterRaw(app, first)
    const asked = app.query(`insert into ${insert}`, [office.tenantId, userId, first.userId])
    await expect(asked).rejects.toMatchObject({ code: '42501' })
    await app.query('rollback')
  }
})

test('injected SQL of an administrator makes none: the key comes from the desk, and what nobody signed opens nothing', async () => {
  const { id } = await asked()
  const app = await database.as('yorube_app')
  const one = async (person: TestPerson, sql: string, values: unknown[]) => {
    await app.query('begin')
    await enterRaw(app, person)
    const { rows } = await app.query<{ answer: string }>(sql, values)
    await app.query('commit')
    return rows[0]?.answer
  }
  const confirm = 'select auth.confirm_machine($1) as answer'
  expect(await one(first, confirm, [id])).toBe('own')
  await office.stepDown(second)
  expect(await one(second, confirm, [id])).toBe('unconfirmed')
  await office.stepUp(second)
  expect(await one(counselor, confirm, [id])).toBe('absent')
  expect(await one(second, confirm, [id])).toBe('done')
  const bearer = Buffer.alloc(32, 7)
  const { lookup } = platform().vault.session(bearer)
  const admit = `select auth.admit_machine($1, gen_random_uuid(), '\\x00', '\\x00', '\\x00', array[1], array['\\x00'::bytea],
    array['\\x00'::bytea], $2, '\\x00', extract(epoch from now())::bigint + 86400, '\\x00') as answer`
  expect(await one(second, admit, [id, Buffer.from(lookup)])).toBe('absent')
  expect(await one(counselor, admit, [id, Buffer.from(lookup)])).toBe('absent')
  // A lead's session can write a row, but not the vault's signature under it.
  expect(await one(lead, admit, [id, Buffer.from(lookup)])).toBe('done')
  const caller = {
    cookie: bearer,
    isMachine: true as const,
    isAct: true,
    host: office.host,
    network: 'loopback',
  }
  await expect(whereAmI(caller, {})).rejects.toMatchObject({ code: 'forbidden' })
})
