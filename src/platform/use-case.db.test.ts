import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from './db/testing/use-database.ts'
import { onStatement } from './db/tx.ts'
import { defineRecord, sealedOf } from './records.ts'
import { TestOffice } from './testing/office.ts'
import { defineUseCase } from './use-case.ts'

const database = useDatabase()
const note = defineRecord({
  label: 'handover_note.note',
  scope: 'desk',
  version: 1,
  schema: z.object({ text: z.string() }),
})

const noteIn = (name: string) =>
  defineUseCase({
    name,
    permission: 'handover-note.write',
    purpose: 'support',
    input: z.object({ submissionId: z.uuid().optional(), deskId: z.uuid(), text: z.string().min(1) }),
    subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
    output: z.object({ id: z.uuid() }),
    async run({ actor, tx, keys }, input) {
      const id = crypto.randomUUID()
      await tx
        .insertInto('handover_note')
        .values({
          tenant_id: actor.tenantId,
          id,
          desk_id: input.deskId,
          author_id: actor.userId,
          until: '2027-01-01',
          note: keys.seal(note, { id, compartmentId: input.deskId, rev: 1 }, { text: input.text }),
        })
        .execute()
      return { id }
    },
    audit: (result) => ({ objectType: 'handover_note', objectId: result.id }),
  })
const leaveNote = noteIn('test.leave-note')
const leaveOther = noteIn('test.leave-other')

const readNotes = defineUseCase({
  name: 'test.read-notes',
  permission: 'handover-note.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'handover_note' }),
  output: z.object({
    notes: z.array(z.object({ id: z.uuid(), note: z.object({ text: z.string() }).nullable() })),
  }),
  async run({ tx }) {
    const rows = await tx.selectFrom('handover_note').selectAll().orderBy('created_at').limit(50).execute()
    return {
      notes: rows.map((row) => ({
        id: row.id,
        secret: 'never leaves',
        note: sealedOf(note, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.desk_id,
          rev: row.rev,
          schema: row.schema_no,
          bytes: row.note,
        }),
      })),
    }
  },
  audit: (result) => ({ count: result.notes.length }),
})

async function events(action: string) {
  const { rows } = await database.superuser.query(
    'select action, result, object_id, count, actor_id from audit.event where action = $1 order by seq',
    [action],
  )
  return rows
}

test('a colleague reads what was written, a stranger does not, and every look is on the record', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const other = await office.desk(['counselor'])
  const [writer, reader] = hub.people
  const [stranger] = other.people
  if (!writer || !reader || !stranger) throw new Error('people are missing')

  const { id } = await leaveNote(writer, { deskId: hub.id, text: '明日11時に電話' })
  expect(await readNotes(reader, {})).toEqual({ notes: [{ id, note: { text: '明日11時に電話' } }] })
  expect(await readNotes(stranger, {})).toEqual({ notes: [] })
  await expect(leaveNote(stranger, { deskId: hub.id, text: 'よその机' })).rejects.toBeTruthy()

  const stored = await database.superuser.query('select note from handover_note where id = $1', [id])
  expect(stored.rows[0].note.toString('utf8')).not.toContain('電話')
  expect(await events('test.read-notes')).toMatchObject([
    { result: 'ok', count: 1, actor_id: reader.userId },
    { result: 'ok', count: 0, actor_id: stranger.userId },
  ])
})

test('a damaged note opens as nothing, the others open, and an alarm is raised', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  await leaveNote(writer, { deskId: hub.id, text: '一つ目' })
  const second = await leaveNote(writer, { deskId: hub.id, text: '二つ目' })
  await database.superuser.query(
    'update handover_note set note = set_byte(note, 60, (get_byte(note, 60) + 1) % 256) where id = $1',
    [second.id],
  )

  const { notes } = await readNotes(writer, {})
  expect(notes.map((one) => one.note?.text ?? null)).toEqual(['一つ目', null])
  expect(database.alarms).toContainEqual({
    tenantId: office.tenantId,
    label: 'handover_note.note',
    rowId: second.id,
    action: 'test.read-notes',
  })
})

test('what is sent twice happens once', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  const submissionId = crypto.randomUUID()
  const first = await leaveNote(writer, { submissionId, deskId: hub.id, text: '一度だけ' })
  const again = await leaveNote(writer, { submissionId, deskId: hub.id, text: '一度だけ' })
  expect(again).toEqual(first)
  expect((await readNotes(writer, {})).notes).toHaveLength(1)
})

test('what was changed between two tries is refused, never taken for the first; another act is another act', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  const submissionId = crypto.randomUUID()
  await leaveNote(writer, { submissionId, deskId: hub.id, text: '最初の文' })
  await expect(
    leaveNote(writer, { submissionId, deskId: hub.id, text: '書き足した文' }),
  ).rejects.toMatchObject({ code: 'conflict', key: 'error_sent_before' })
  expect((await readNotes(writer, {})).notes.map((one) => one.note?.text)).toEqual(['最初の文'])
  await leaveOther(writer, { submissionId, deskId: hub.id, text: '別のボタン' })
  expect((await readNotes(writer, {})).notes).toHaveLength(2)
  const { rows } = await database.superuser.query('select fingerprint from auth.submission where id = $1', [
    submissionId,
  ])
  expect(rows[0].fingerprint).toHaveLength(16)
})

test('what was written on one person’s page does not go out under the name of another', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'counselor'])
  const [writer, other] = hub.people
  if (!writer || !other) throw new Error('people are missing')
  const note = { deskId: hub.id, text: '先の人の文' }
  await expect(leaveNote({ ...other, writerId: writer.userId }, note)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect((await readNotes(writer, {})).notes).toEqual([])
  await leaveNote({ ...writer, writerId: writer.userId }, note)
  expect((await readNotes(writer, {})).notes).toHaveLength(1)
})

test('a failing audit line means no answer', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  await leaveNote(writer, { deskId: hub.id, text: '記録なしには読めない' })
  await database.superuser.query(
    "alter table audit.event add constraint broken check (action <> 'test.read-notes') not valid",
  )
  try {
    await expect(readNotes(writer, {})).rejects.toBeTruthy()
  } finally {
    await database.superuser.query('alter table audit.event drop constraint broken')
  }
})

test('refusals are recorded: no role, no pledge, no session', async () => {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  await expect(readNotes(admin, {})).rejects.toMatchObject({ code: 'forbidden' })
  const unpledged = await office.person({ hasPledged: false })
  await office.deskOf([{ person: unpledged, role: 'counselor' }])
  await expect(readNotes(unpledged, {})).rejects.toMatchObject({ code: 'acknowledgement-required' })
  await expect(readNotes({ ...admin, cookie: new Uint8Array(32) }, {})).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  const found = await events('test.read-notes')
  const actorsOf = (result: string) =>
    found.filter((event) => event.result === result).map((event) => event.actor_id)
  expect(actorsOf('refused')).toEqual([admin.userId])
  // Who is asked for her pledge, or to confirm who she is, was not refused for want of a right.
  expect(actorsOf('failed')).toEqual([unpledged.userId])
})

test('a role written into the database by hand counts for nothing', async () => {
  const office = await TestOffice.open(database)
  const asked = await office.desk(['desk_worker'], 'asked')
  const [clerk] = asked.people
  if (!clerk) throw new Error('people are missing')
  await database.superuser.query("update auth.membership set role = 'counselor' where user_id = $1", [
    clerk.userId,
  ])
  await expect(readNotes(clerk, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('nor does an administrator made by hand', async () => {
  const administer = defineUseCase({
    name: 'test.administer',
    permission: 'account.read',
    purpose: 'administration',
    input: z.object({}),
    subject: () => ({}),
    output: z.object({ done: z.boolean() }),
    run: async () => ({ done: true }),
    audit: () => ({}),
  })
  const office = await TestOffice.open(database)
  const real = await office.person({ tenantRole: 'tenant_admin' })
  expect(await administer(real, {})).toEqual({ done: true })
  const [forger] = (await office.desk(['counselor', 'supervisor'])).people
  if (!forger) throw new Error('people are missing')
  await database.superuser.query(
    'insert into auth.role_assignment (tenant_id, user_id, role, mac) select tenant_id, $1, role, mac from auth.role_assignment where user_id = $2',
    [forger.userId, real.userId],
  )
  await expect(administer(forger, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('a reading takes a fixed number of statements', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  const count = async () => {
    let statements = 0
    const stop = onStatement(() => statements++)
    await readNotes(writer, {})
    stop()
    return statements
  }
  await leaveNote(writer, { deskId: hub.id, text: '1' })
  const one = await count()
  for (let index = 0; index < 5; index++) await leaveNote(writer, { deskId: hub.id, text: String(index) })
  expect(await count()).toBe(one)
  expect(one).toBeLessThanOrEqual(6)
})

test('only what is one’s own may go unrecorded', async () => {
  const quietly = defineUseCase({
    name: 'test.read-quietly',
    permission: 'handover-note.read',
    purpose: 'support',
    input: z.object({}),
    subject: () => ({}),
    output: z.object({ note: z.object({ text: z.string() }).nullable() }),
    async run({ tx }) {
      const row = await tx.selectFrom('handover_note').selectAll().executeTakeFirstOrThrow()
      const place = { tenantId: row.tenant_id, id: row.id, compartmentId: row.desk_id }
      return { note: sealedOf(note, { ...place, rev: row.rev, schema: row.schema_no, bytes: row.note }) }
    },
    audit: () => null,
  })
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [writer] = hub.people
  if (!writer) throw new Error('people are missing')
  await leaveNote(writer, { deskId: hub.id, text: '記録なしには読めない' })
  await expect(quietly(writer, {})).rejects.toMatchObject({ code: 'internal' })
})
