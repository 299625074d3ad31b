import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { DeskRole } from '../../platform/permissions.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { foundNetwork } from '../directory/index.ts'
import { admit } from './admit.ts'
import { askAdmission } from './ask-admission.ts'
import { changeAccountState } from './change-account-state.ts'
import { declineAdmission } from './decline-admission.ts'
import { foundDesk } from './found-desk.ts'
import { leaveDesk } from './leave-desk.ts'
import { listMembers } from './list-members.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()

/** Whether her session holds the desk's key: she seals a line for the desk and reads it again. */
const holdsKey = defineUseCase({
  name: 'test.holds-key',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({ deskId: z.uuid() }),
  subject: () => ({}),
  output: z.boolean(),
  async run({ actor, keys }, { deskId }) {
    const at = { tenantId: actor.tenantId, label: 'test.line', rowId: deskId, rev: 1, schema: 1 } as const
    const address = { ...at, scope: 'desk', compartmentId: deskId } as const
    try {
      const [bytes = new Uint8Array()] = platform().vault.seal(keys.opener, [{ ...address, json: '1' }])
      return platform().vault.reveal(keys.opener, [{ ...address, bytes }])[0] === '1'
    } catch {
      return false
    }
  },
  audit: () => ({}),
})

async function aHub(roles: readonly DeskRole[] = ['supervisor', 'manager', 'counselor']) {
  const office = await TestOffice.open(database)
  const hub = await office.desk(roles)
  for (const person of hub.people) await office.stepUp(person)
  const [asker, decider, worker] = hub.people
  if (!asker || !decider) throw new Error('people are missing')
  return { office, hub, asker, decider, worker: worker ?? decider }
}

async function aNewcomer(office: TestOffice): Promise<TestPerson> {
  const newcomer = await office.person()
  await office.stepUp(newcomer)
  return newcomer
}

function ask(by: TestPerson, deskId: string, newcomer: TestPerson, more = {}) {
  return askAdmission(by, { deskId, login: newcomer.login, role: 'counselor', ...more })
}

test('one asks, another admits, and the newcomer holds the desk’s key', async () => {
  const { office, hub, asker, decider } = await aHub()
  const newcomer = await aNewcomer(office)
  expect(await holdsKey(newcomer, { deskId: hub.id })).toBe(false)
  const { id } = await ask(asker, hub.id, newcomer)
  await admit(decider, { admissionId: id })
  expect(await holdsKey(newcomer, { deskId: hub.id })).toBe(true)
  expect((await whoAmI(newcomer, {})).roles).toEqual(['counselor'])
})

test('nobody admits alone: not the one who asked, not the newcomer, not a counselor, not an administrator', async () => {
  const { office, hub, asker, decider, worker } = await aHub()
  const newcomer = await aNewcomer(office)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(admin)
  const { id } = await ask(asker, hub.id, newcomer)
  await expect(admit(asker, { admissionId: id })).rejects.toMatchObject({ key: 'accounts_admit_alone' })
  await expect(admit(newcomer, { admissionId: id })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(admit(worker, { admissionId: id })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(admit(admin, { admissionId: id })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await holdsKey(newcomer, { deskId: hub.id })).toBe(false)
  await admit(decider, { admissionId: id })
  await expect(admit(decider, { admissionId: id })).rejects.toMatchObject({ code: 'not-found' })
})

test('an injected statement does not admit either', async () => {
  const { office, hub, asker } = await aHub()
  const newcomer = await aNewcomer(office)
  await ask(asker, hub.id, newcomer)
  const app = await database.as('yorube_app')
  const sid = Buffer.from(platform().vault.session(asker.cookie).sid).toString('hex')
  const insert = `insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, wrap, mac)
    values ($1, $2, $3, 1, 'counselor', '\\x00', '\\x00')`
  await app.query("select set_config('yorube.sid', $1, false)", [sid])
  await expect(app.query(insert, [office.tenantId, hub.id, newcomer.userId])).rejects.toMatchObject({
    code: '42501',
  })
  await expect(app.query(insert, [office.tenantId, hub.id, asker.userId])).rejects.toMatchObject({
    code: '42501',
  })
  await expect(
    app.query("update auth.admission set state = 'admitted', decided_by = $1", [asker.userId]),
  ).rejects.toMatchObject({ code: '42501' })
})

test('admitting needs the password and second factor of these minutes', async () => {
  const { office, hub, asker, decider } = await aHub()
  const newcomer = await aNewcomer(office)
  const { id } = await ask(asker, hub.id, newcomer)
  await database.superuser.query(
    "update auth.session set step_up_until = now() - interval '1 second' where user_id = $1",
    [decider.userId],
  )
  await expect(admit(decider, { admissionId: id })).rejects.toMatchObject({ code: 'step-up-required' })
})

test('the leads of another desk neither see nor decide a request', async () => {
  const { office, hub, asker } = await aHub()
  const other = await office.desk(['supervisor', 'manager'])
  const [stranger] = other.people
  if (!stranger) throw new Error('people are missing')
  await office.stepUp(stranger)
  const { id } = await ask(asker, hub.id, await aNewcomer(office))
  await expect(admit(stranger, { admissionId: id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(declineAdmission(stranger, { admissionId: id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(ask(stranger, hub.id, await aNewcomer(office))).rejects.toMatchObject({ code: 'forbidden' })
})

test('the roles of the hub are held at hub desks only, whatever way the row is written', async () => {
  const office = await TestOffice.open(database)
  const asked = await office.desk(['desk_lead', 'desk_lead'], 'asked')
  const [lead] = asked.people
  if (!lead) throw new Error('people are missing')
  const newcomer = await aNewcomer(office)
  await expect(ask(lead, asked.id, newcomer, { role: 'manager' })).rejects.toMatchObject({
    fields: { role: 'accounts_role_other_desk' },
  })
  const app = await database.as('yorube_app')
  const sid = Buffer.from(platform().vault.session(lead.cookie).sid).toString('hex')
  await app.query("select set_config('yorube.sid', $1, false)", [sid])
  const insert = `insert into auth.admission (tenant_id, id, desk_id, user_id, role, asked_by)
    values ($1, gen_random_uuid(), $2, $3, $4, $5)`
  const values = (role: string) => [office.tenantId, asked.id, newcomer.userId, role, lead.userId]
  await expect(app.query(insert, values('manager'))).rejects.toMatchObject({ code: '42501' })
  await app.query(insert, values('desk_worker'))
})

test('a transfer asked for in March opens nothing before April', async () => {
  const { office, hub, asker, decider } = await aHub()
  const newcomer = await aNewcomer(office)
  const { id } = await ask(asker, hub.id, newcomer, { firstDay: '2099-04-01' })
  await admit(decider, { admissionId: id })
  expect(await holdsKey(newcomer, { deskId: hub.id })).toBe(false)
  await expect(
    ask(asker, hub.id, await aNewcomer(office), { firstDay: '2099-04-01', lastDay: '2099-03-01' }),
  ).rejects.toMatchObject({ fields: { lastDay: 'accounts_day_order' } })
})

test('who leaves a desk opens nothing from that moment, is signed out, and the key is due for renewal', async () => {
  const { hub, asker, worker, office } = await aHub()
  expect(await holdsKey(worker, { deskId: hub.id })).toBe(true)
  await leaveDesk(asker, { deskId: hub.id, userId: worker.userId })
  await expect(holdsKey(worker, { deskId: hub.id })).rejects.toMatchObject({ code: 'not-signed-in' })
  const stored = await database.superuser.query('select 1 from auth.membership where user_id = $1', [
    worker.userId,
  ])
  expect(stored.rowCount).toBe(0)
  const desk = await database.superuser.query('select rotate_due_at from auth.desk where id = $1', [hub.id])
  expect(desk.rows[0].rotate_due_at).toBeInstanceOf(Date)
  const stranger = await office.desk(['supervisor', 'manager'])
  const [lead] = stranger.people
  if (!lead) throw new Error('people are missing')
  await office.stepUp(lead)
  await expect(leaveDesk(lead, { deskId: hub.id, userId: asker.userId })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('the last member cannot leave, nor can her account be closed', async () => {
  const { office, hub, asker, decider } = await aHub(['supervisor', 'manager'])
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(admin)
  await leaveDesk(asker, { deskId: hub.id, userId: decider.userId })
  await expect(leaveDesk(asker, { deskId: hub.id, userId: asker.userId })).rejects.toMatchObject({
    key: 'accounts_last_member',
  })
  for (const state of ['left', 'suspended'] as const)
    await expect(changeAccountState(admin, { userId: asker.userId, state })).rejects.toMatchObject({
      key: 'accounts_last_member',
    })
})

test('two administrators found a desk; its key is made for its members and for nobody else', async () => {
  const office = await TestOffice.open(database)
  const first = await office.person({ tenantRole: 'tenant_admin' })
  const second = await office.person({ tenantRole: 'tenant_admin' })
  for (const admin of [first, second]) await office.stepUp(admin)
  const deskId = await aDeskOfTheNetwork(first)
  const [a, b] = [await aNewcomer(office), await aNewcomer(office)]
  await ask(first, deskId, a, { role: 'supervisor' })
  await expect(foundDesk(second, { deskId })).rejects.toMatchObject({ key: 'accounts_found_too_few' })
  await ask(first, deskId, b)
  await expect(foundDesk(first, { deskId })).rejects.toMatchObject({ key: 'accounts_found_alone' })
  expect(await listMembers(second, { deskId })).toMatchObject({ isFounded: false, whyNotFound: null })
  await foundDesk(second, { deskId })
  expect(await holdsKey(a, { deskId })).toBe(true)
  expect(await holdsKey(b, { deskId })).toBe(true)
  expect(await holdsKey(second, { deskId })).toBe(false)
  await expect(foundDesk(second, { deskId })).rejects.toMatchObject({ key: 'accounts_found_already' })
  expect((await listMembers(a, { deskId })).members.map((one) => one.role).sort()).toEqual([
    'counselor',
    'supervisor',
  ])
  // Who held the key and left is known where it is asked for.
  await leaveDesk(a, { deskId, userId: b.userId })
  const left = [{ displayName: `架空 ${b.login}`, leftAt: expect.any(Date) }]
  expect(await listMembers(second, { deskId })).toMatchObject({
    key: { dueSince: expect.any(Date), urgency: 'due' },
    leavers: left,
  })
})

const foundTestNetwork = defineUseCase({
  name: 'test.found-network-with-keys',
  permission: 'account.read',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({}),
  output: z.object({ desks: z.array(z.uuid()) }),
  async run(scene) {
    const { desks } = await foundNetwork(scene, 'standard')
    return { desks: [...desks.values()] }
  },
  audit: () => ({}),
})

async function aDeskOfTheNetwork(admin: TestPerson): Promise<string> {
  const { desks } = await foundTestNetwork(admin, {})
  const { rows } = await database.superuser.query(
    "select id from auth.desk where id = any ($1) and kind = 'hub' limit 1",
    [desks],
  )
  return rows[0].id
}
