import { beforeAll, beforeEach, expect, test } from 'vitest'
import { renewedDocuments } from '../../modules/accounts/renewed-documents.ts'
import { admit, askAdmission, leaveDesk, listMembers, renewKey } from '../../modules/accounts/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { enterStatements } from '../../platform/entering.ts'
import { recordKinds } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { plantWorld } from '../canary/seed.ts'
import { knownCodes } from '../every-module.ts'
import { caseOf } from '../matrix/rows.ts'
import type { World } from '../matrix/story.ts'
import { closedTo, everySealedRow, wrapsOf } from './sealed-rows.ts'

/** A desk's key through its lifetime: whoever left opens nothing of today, whoever is there opens everything. */
const database = useDatabase()
const query = (sql: string, values: unknown[] = []) => database.superuser.query(sql, values)
let codes: readonly string[]
let office: TestOffice
let hub: { id: string; people: TestPerson[] }
let lead: TestPerson
let manager: TestPerson
let counselor: TestPerson
let world: World

beforeAll(async () => {
  codes = await knownCodes()
}, 60_000)

beforeEach(async () => {
  office = await TestOffice.open(database)
  hub = await office.desk(['supervisor', 'manager', 'counselor'])
  ;[lead, manager, counselor] = hub.people as [TestPerson, TestPerson, TestPerson]
  const asked = await office.desk(['desk_lead'], 'asked')
  for (const person of hub.people) await office.stepUp(person)
  world = {
    name: office.tenantId,
    story: office.tenantId,
    tenant: office.tenantId,
    desk: hub.id,
    asked: asked.id,
  }
  await plantWorld(database, world, lead, codes)
})

const everything = () => everySealedRow(database, office.tenantId)
const epochOf = async () =>
  (await query('select epoch, rotate_due_at from auth.desk where id = $1', [hub.id])).rows[0]
const renew = async (who = lead, epoch = 1) => renewKey(who, { deskId: hub.id, epoch })
const aQuarterLater = async () => {
  await query(
    "update auth.desk_renewal set moved_at = now() - interval '16 minutes' where moved_at is not null",
  )
  await query('select auth.finish_renewals()')
}
const openerWith = async (person: TestPerson, deskId: string) => {
  const { rows } = await query('select * from auth.session where user_id = $1', [person.userId])
  const [{ tenant_id: tenantId, user_id: userId, lookup, wrap }] = rows
  const memberships = await wrapsOf(database, person, deskId)
  return { cookie: person.cookie, session: { tenantId, userId, lookup, wrap }, memberships, grants: [] }
}

/** How many of today's documents open with what somebody kept, and the grants as they stand today. */
async function openedWith(kept: Awaited<ReturnType<typeof openerWith>>): Promise<number> {
  const { rows } = await query('select * from auth.compartment_grant where tenant_id = $1', [office.tenantId])
  const grants = rows.map((row) => ({
    tenantId: row.tenant_id,
    compartmentId: row.compartment_id,
    deskId: row.desk_id,
    epoch: row.epoch,
    keyId: row.key_id,
    notAfter: Number(row.not_after),
    basisId: row.basis_id,
    wrap: row.wrap,
    mac: row.mac,
  }))
  const documents = (await everything()).map((row) => ({
    tenantId: office.tenantId,
    label: row.label,
    rowId: row.id,
    scope: renewedDocuments.includes(row.label) ? ('desk' as const) : ('compartment' as const),
    compartmentId: row.compartmentId,
    rev: 1,
    schema: row.schema,
    bytes: row.bytes,
  }))
  const answers = platform().vault.reveal({ ...kept, grants }, documents)
  return answers.filter((answer) => typeof answer === 'string').length
}

test('every kind of document under a desk’s key moves when the key is renewed', () => {
  const kinds = recordKinds().filter((kind) => kind.scope === 'desk')
  expect(kinds.map((kind) => kind.label).sort()).toEqual(renewedDocuments.toSorted())
})

test('whoever left opens nothing with what she kept; everybody who is there opens everything', async () => {
  const kept = await openerWith(counselor, hub.id)
  const before = await everything()
  expect(new Set(before.map((row) => row.label)).size).toBeGreaterThan(15)
  expect(await openedWith(kept)).toBe(before.length)
  await leaveDesk(lead, { deskId: hub.id, userId: counselor.userId })
  // Her old wrap, from a copy of the database, opens today's records still.
  expect(await openedWith(kept)).toBe(before.length)
  expect(await renew()).toEqual({ left: 0, isStuck: false })
  expect(await openedWith(kept)).toBe(0)
  const today = await everything()
  for (const person of [lead, manager]) expect(await closedTo(person, today)).toEqual([])
})

test('the older wraps go a quarter of an hour later, and nobody counts as having left by that', async () => {
  await leaveDesk(lead, { deskId: hub.id, userId: counselor.userId })
  await renew()
  expect((await wrapsOf(database, manager, hub.id)).map((one) => one.epoch).sort()).toEqual([1, 2])
  await query('select auth.finish_renewals()')
  expect((await wrapsOf(database, manager, hub.id)).length).toBe(2)
  await aQuarterLater()
  expect((await wrapsOf(database, manager, hub.id)).map((one) => one.epoch)).toEqual([2])
  expect((await query('select 1 from auth.desk_leaver where desk_id = $1', [hub.id])).rowCount).toBe(0)
  expect(await epochOf()).toEqual({ epoch: 2, rotate_due_at: null })
  expect(await closedTo(manager, await everything())).toEqual([])
  expect((await listMembers(manager, { deskId: hub.id })).key).toMatchObject({
    dueSince: null,
    isBegun: false,
  })
})

test('pressed by two at once and pressed again, the key is renewed once', async () => {
  const answers = await Promise.allSettled([renew(lead), renew(manager), renew(lead)])
  expect(answers.filter((one) => one.status === 'fulfilled').length).toBeGreaterThan(0)
  for (const one of answers)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
  await renew(manager)
  expect(await epochOf()).toMatchObject({ epoch: 2 })
  expect(await closedTo(counselor, await everything())).toEqual([])
})

test('what was written under the old key by an act still under way is moved too, before the old key goes', async () => {
  const late = await everything()
  const { rows: grants } = await query('select * from auth.compartment_grant where desk_id = $1', [hub.id])
  await renew()
  // As a transaction leaves it that began before the new key and ended after it.
  const card = late.find((row) => row.label === 'person.desk_card')
  await query('update person set desk_card = $1 where id = $2', [card?.bytes, card?.id])
  await query(
    `insert into audit.written select $1, max(seq) + 1, 'person.desk_card', $2, sha256($3) from audit.written`,
    [office.tenantId, card?.id, card?.bytes],
  )
  await query('update auth.compartment_grant set epoch = 1, wrap = $1, mac = $2 where desk_id = $3', [
    grants[0].wrap,
    grants[0].mac,
    hub.id,
  ])
  await aQuarterLater()
  expect((await listMembers(lead, { deskId: hub.id })).key).toMatchObject({ isBegun: true })
  expect(await closedTo(manager, await everything())).toEqual([])
  expect(await renew(manager, 2)).toEqual({ left: 0, isStuck: false })
  await aQuarterLater()
  expect((await wrapsOf(database, manager, hub.id)).map((one) => one.epoch)).toEqual([2])
  expect(await closedTo(manager, await everything())).toEqual([])
})

test('a case that does not exist for whoever renews is moved with the others, and she sees nothing of it', async () => {
  await query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseOf(world), lead.userId, manager.userId],
  )
  expect(await renew(lead)).toEqual({ left: 0, isStuck: false })
  await aQuarterLater()
  expect(await closedTo(manager, await everything())).toEqual([])
})

test('ten thousand keys move in pieces; broken off between two of them, everything opens', async () => {
  const many = 10_000
  const ids = Array.from({ length: many }, () => crypto.randomUUID())
  const { rows } = await query('select * from auth.desk_key where desk_id = $1', [hub.id])
  const [{ tenant_id: tenantId, desk_id: deskId, epoch, key_id: keyId, public_key: publicKey, mac }] = rows
  const to = [{ deskKey: { tenantId, deskId, epoch, keyId, publicKey, mac }, notAfter: 0, basisId: null }]
  const grants = ids.flatMap((compartmentId) =>
    platform().vault.newCompartment({ tenantId, compartmentId }, to),
  )
  await query(
    "insert into auth.compartment (tenant_id, id, kind, owner_desk_id) select $1, id, 'core', $2 from unnest($3::uuid[]) as n (id)",
    [tenantId, hub.id, ids],
  )
  await query(
    `insert into auth.compartment_grant (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, key_id, wrap, mac)
     select $1, n.id, $2, $2, 1, n.key_id, n.wrap, n.mac
     from unnest($3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[]) as n (id, key_id, wrap, mac)`,
    [
      tenantId,
      hub.id,
      ids,
      ...(['keyId', 'wrap', 'mac'] as const).map((name) => grants.map((one) => Buffer.from(one[name]))),
    ],
  )
  let statements = 0
  const stop = onStatement(() => statements++)
  const began = performance.now()
  const first = await renew()
  stop()
  expect(first.left).toBeGreaterThan(7000)
  expect(statements).toBeLessThan(25)
  expect(await closedTo(counselor, await everything())).toEqual([])
  let answer = first
  while (answer.left > 0) answer = await renew(manager)
  process.stdout.write(`${many} keys moved in ${Math.round(performance.now() - began)} ms\n`)
  await aQuarterLater()
  expect(
    (await query('select 1 from auth.compartment_grant where desk_id = $1 and epoch = 1', [hub.id])).rowCount,
  ).toBe(0)
  expect(await closedTo(counselor, await everything())).toEqual([])
}, 60_000)

test('a key row that was altered stays where it is and is told; the old wraps stay until it is put right', async () => {
  const { rows } = await query('select wrap, compartment_id from auth.compartment_grant where desk_id = $1', [
    hub.id,
  ])
  await query(
    'update auth.compartment_grant set wrap = set_byte(wrap, 60, 1 # get_byte(wrap, 60)) where desk_id = $1',
    [hub.id],
  )
  expect((await renew()).left).toBe(1)
  expect(await renew()).toEqual({ left: 1, isStuck: true })
  expect(database.alarms).toContainEqual(
    expect.objectContaining({ label: 'auth.compartment_grant', rowId: rows[0].compartment_id }),
  )
  await aQuarterLater()
  expect((await wrapsOf(database, manager, hub.id)).length).toBe(2)
  await query('update auth.compartment_grant set wrap = $1 where desk_id = $2', [rows[0].wrap, hub.id])
  expect(await renew()).toEqual({ left: 0, isStuck: false })
  expect(await closedTo(manager, await everything())).toEqual([])
})

test('an older version that somebody put back is not sealed anew as the newest: it stays, and is told', async () => {
  const older = (await everything()).find((row) => row.label === 'person.desk_card')
  await renew()
  await query('update person set desk_card = $1 where id = $2', [older?.bytes, older?.id])
  await aQuarterLater()
  expect(await renew(manager, 2)).toMatchObject({ left: 1 })
  const { rows } = await query('select desk_card from person where id = $1', [older?.id])
  expect(rows[0].desk_card).toEqual(older?.bytes)
  expect(database.alarms).toContainEqual(
    expect.objectContaining({ label: 'person.desk_card', rowId: older?.id }),
  )
})

test('nobody who was slipped in gets the new key: a seat or a public key that we have not written stops it', async () => {
  const stranger = await office.person()
  const columns = 'tenant_id, desk_id, epoch, role, not_before, not_after, wrap, mac'
  await query(
    `insert into auth.membership (user_id, ${columns}) select $1, ${columns} from auth.membership where user_id = $2`,
    [stranger.userId, counselor.userId],
  )
  await expect(renew()).rejects.toMatchObject({ code: 'unopenable' })
  await query('delete from auth.membership where user_id = $1', [stranger.userId])
  const { rows } = await query('select public_key from auth.user_key where user_id = $1', [stranger.userId])
  await query('update auth.user_key set public_key = $1 where user_id = $2', [
    rows[0].public_key,
    counselor.userId,
  ])
  await expect(renew()).rejects.toMatchObject({ code: 'unopenable' })
  expect(await epochOf()).toMatchObject({ epoch: 1 })
})

test('only who leads the desk renews, after showing who she is; an injected statement that has not, gets nothing', async () => {
  await expect(renew(counselor)).rejects.toMatchObject({ code: 'forbidden' })
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(administrator)
  await expect(renew(administrator)).rejects.toMatchObject({ code: 'forbidden' })
  const elsewhere = await office.desk(['supervisor'])
  const [stranger] = elsewhere.people as [TestPerson]
  await office.stepUp(stranger)
  await expect(renew(stranger)).rejects.toMatchObject({ code: 'forbidden' })
  await office.stepDown(lead)
  await expect(renew(lead)).rejects.toMatchObject({ code: 'step-up-required' })
  const app = await database.as('yorube_app')
  await app.query('begin')
  for (const { sql, values } of enterStatements(platform().vault, lead)) await app.query(sql, [...values])
  for (const what of ['seats_to_renew($1)', 'grants_to_renew($1, 10)', 'documents_to_renew($1, 10)'])
    expect((await app.query(`select * from auth.${what}`, [hub.id])).rows).toEqual([])
  const begun =
    "select auth.begin_renewal($1, 2, '\\x00', '\\x00', '\\x00', '\\x00', '{}', '{}', '{}') as begun"
  expect((await app.query(begun, [hub.id])).rows).toEqual([{ begun: false }])
  await app.query('rollback')
})

test('who is admitted while the key is being renewed holds the new one; a seat whose day has passed marks the next', async () => {
  const newcomer = await office.person()
  const { id } = await askAdmission(lead, { deskId: hub.id, login: newcomer.login, role: 'counselor' })
  await renew(lead)
  await admit(manager, { admissionId: id })
  expect(await closedTo(newcomer, await everything())).toEqual([])
  await aQuarterLater()
  expect(await closedTo(newcomer, await everything())).toEqual([])
  await query('update auth.membership set not_after = 1 where user_id = $1', [newcomer.userId])
  await query('select auth.finish_renewals()')
  expect((await epochOf()).rotate_due_at).toBeInstanceOf(Date)
  expect((await wrapsOf(database, newcomer, hub.id)).length).toBe(0)
})
