import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../db/testing/use-database.ts'
import { defineRecord } from '../../records.ts'
import { platform } from '../../runtime.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../testing/office.ts'
import { defineUseCase } from '../../use-case.ts'
import { logSigner } from '../../vault/index.ts'
import { sealRound } from '../log/seal-round.ts'
import type { Finding } from './findings.ts'
import { verify } from './verify.ts'

/** What `yorube verify` finds besides the log: rows put back, keys slipped in, documents that nobody can open. */
const database = useDatabase()
let office: TestOffice
let desk: TestDesk
let counselor: TestPerson
let noteId: string

const label = z.object({ name: z.string() })
const noteText = defineRecord({ label: 'handover_note.note', scope: 'desk', version: 1, schema: label })

const leaveNote = defineUseCase({
  name: 'verify-test.leave',
  permission: 'handover-note.write',
  purpose: 'support',
  input: z.object({ id: z.uuid(), name: z.string(), rev: z.number() }),
  subject: ({ id }) => ({ objectType: 'handover_note', objectId: id }),
  output: z.object({ id: z.uuid() }),
  async run({ actor, tx, keys }, { id, name, rev }) {
    const note = keys.seal(noteText, { id, compartmentId: desk.id, rev }, { name })
    const row = {
      tenant_id: actor.tenantId,
      id,
      desk_id: desk.id,
      author_id: actor.userId,
      until: '2099-01-01',
    }
    await tx
      .insertInto('handover_note')
      .values({ ...row, note, rev })
      .execute()
    return { id }
  },
  audit: () => ({}),
})

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
  office = await TestOffice.open(database)
  desk = await office.desk(['counselor', 'supervisor'])
  counselor = desk.people[0] as TestPerson
  noteId = crypto.randomUUID()
  await leaveNote(counselor, { id: noteId, name: 'first', rev: 1 })
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
  // No page changes such a note; a row that was removed and written again stands for one that was.
  await database.superuser.query('delete from handover_note where id = $1', [noteId])
  await leaveNote(counselor, { id: noteId, name: 'second', rev: 2 })
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
