import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { testRootSecret, useDatabase } from '../../db/testing/use-database.ts'
import { platform } from '../../runtime.ts'
import { beginKeyedRecord } from '../../shredding/begin-keyed-record.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../testing/office.ts'
import { logSigner } from '../../vault/index.ts'
import { sealRound } from '../log/seal-round.ts'
import { checkedTables } from './check-directory.ts'
import type { Finding } from './findings.ts'
import { leaveNote } from './testing/leave-note.ts'
import { verify } from './verify.ts'

/** What `yorube verify` finds besides the log: rows put back, keys slipped in, documents that nobody can open. */
const database = useDatabase()
let office: TestOffice
let desk: TestDesk
let counselor: TestPerson
let noteId: string

async function findings(): Promise<Finding[]> {
  const worker = await database.as('yorube_worker')
  const signer = logSigner(platform().vault.logSeed())
  while ((await sealRound(worker, signer)) > 0);
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return (await verify(migrator, platform().vault)).findings
}

const kinds = async () => (await findings()).map((one) => one.kind)

beforeAll(async () => {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  await beginKeyedRecord(migrator, testRootSecret)
  office = await TestOffice.open(database)
  desk = await office.desk(['counselor', 'supervisor'])
  counselor = desk.people[0] as TestPerson
  noteId = crypto.randomUUID()
  await leaveNote(counselor, { id: noteId, deskId: desk.id, name: 'first', rev: 1 })
})

/** Each test begins where nothing was touched. */
let saved: Buffer
beforeEach(async () => {
  saved = (await database.superuser.query('select note from handover_note where id = $1', [noteId])).rows[0]
    .note
})
afterEach(async () => {
  await database.superuser.query('update handover_note set note = $1 where id = $2', [saved, noteId])
})

test('what the product did itself holds', async () => {
  expect(await findings()).toEqual([])
})

test('a row put back to an older genuine version is found, though it opens', async () => {
  const older = saved
  await database.superuser.query('delete from handover_note where id = $1', [noteId])
  await leaveNote(counselor, { id: noteId, deskId: desk.id, name: 'second', rev: 2 })
  expect(await kinds()).toEqual([])
  const { rows } = await database.superuser.query('select note from handover_note where id = $1', [noteId])
  await database.superuser.query('update handover_note set note = $1, rev = 1 where id = $2', [older, noteId])
  expect(await findings()).toMatchObject([
    { kind: 'row-differs', label: 'handover_note.note', rowId: noteId },
  ])
  saved = rows[0].note
})

test('hiding it in the hashes of what was written is found as well', async () => {
  const { rows } = await database.superuser.query(
    "update audit.written set hash = sha256('another') where row_id = $1 returning seq",
    [noteId],
  )
  expect(new Set(await kinds())).toEqual(new Set(['writing-altered', 'row-differs']))
  await database.superuser.query(
    'update audit.written w set hash = sha256(n.note) from handover_note n where n.id = w.row_id',
  )
  expect(rows.length).toBeGreaterThan(0)
  // Of the first writing only the hash was kept; what was written then is gone for good.
  expect(new Set(await kinds())).toEqual(new Set(['writing-altered']))
  await database.superuser.query('delete from audit.written where row_id = $1', [noteId])
  expect(new Set(await kinds())).toEqual(new Set(['writing-altered']))
})

test('a role written by hand, a seat and a key that were altered are found', async () => {
  await database.superuser.query(
    "insert into auth.role_assignment values ($1, $2, 'auditor', now(), null, '\\x00')",
    [office.tenantId, counselor.userId],
  )
  await database.superuser.query("update auth.membership set role = 'manager' where user_id = $1", [
    counselor.userId,
  ])
  await database.superuser.query(
    'update auth.desk_key set public_key = sha256(public_key) where desk_id = $1',
    [desk.id],
  )
  const found = (await findings()).filter((one) => one.kind === 'key-row-refused')
  expect(found.map((one) => one.table).sort()).toEqual([
    'auth.desk_key',
    'auth.membership',
    'auth.role_assignment',
  ])
  await database.superuser.query("delete from auth.role_assignment where role = 'auditor'")
  await database.superuser.query("update auth.membership set role = 'counselor' where user_id = $1", [
    counselor.userId,
  ])
})

test('every table whose rows are signed is gone over, and what was written there by hand is found', async () => {
  const { rows } = await database.superuser.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and a.attname = 'mac' and col_description(c.oid, a.attnum) = 'K' order by 1`,
  )
  expect(rows.map((row) => row.name)).toEqual([...checkedTables].sort())
  const by = [office.tenantId, counselor.userId]
  await database.superuser.query(
    "insert into auth.duty_desk (tenant_id, id, desk_id, appointed_by, mac) values ($1, gen_random_uuid(), $3, $2, '\\x00')",
    [...by, desk.id],
  )
  await database.superuser.query(
    `insert into auth.escrow_key (tenant_id, epoch, key_id, public_key, root_key_id, root_wrap, mac, made_by)
     values ($1, 1, '\\x00', '\\x00', '\\x00', '\\x00', '\\x00', $2)`,
    by,
  )
  await database.superuser.query(
    `insert into auth.act_approval (tenant_id, id, act, fields, mac, asked_by, expires_at)
     values ($1, gen_random_uuid(), 'duty.appoint', 'desk_id=', '\\x00', $2, now() + interval '1 hour')`,
    by,
  )
  await database.superuser.query(
    `insert into auth.machine (tenant_id, id, name, scopes, desk_id, answers_id, days, state, asked_by, confirmed_by, user_id,
       admitted_by, ends_at, mac)
     values ($1, gen_random_uuid(), '見本', array['cases.read'], $3, $2, 30, 'live', $2, $4, $5, $5, now() + interval '1 day', '\\x00')`,
    [...by, desk.id, (await office.person()).userId, (await office.person()).userId],
  )
  const written = ['auth.act_approval', 'auth.duty_desk', 'auth.escrow_key', 'auth.machine']
  const found = (await findings()).filter((one) => one.kind === 'key-row-refused')
  expect(found.map((one) => one.table).filter((table) => written.includes(table))).toEqual(
    expect.arrayContaining(written),
  )
  for (const table of written)
    await database.superuser.query(`delete from ${table} where tenant_id = $1`, [office.tenantId])
})

test('a program at a desk is no second member', async () => {
  const other = desk.people[1]?.userId
  await database.superuser.query("update auth.staff_user set kind = 'machine' where id = $1", [other])
  expect(await findings()).toContainEqual({
    kind: 'desk-too-thin',
    tenantId: office.tenantId,
    deskId: desk.id,
    members: 1,
  })
  await database.superuser.query("update auth.staff_user set kind = 'person' where id = $1", [other])
})

test('a desk with one live member, and documents that nobody can open, are found', async () => {
  await database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [
    desk.people[1]?.userId,
  ])
  expect(await findings()).toContainEqual({
    kind: 'desk-too-thin',
    tenantId: office.tenantId,
    deskId: desk.id,
    members: 1,
  })
})
