import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testRootSecret, useDatabase } from '../../db/testing/use-database.ts'
import { platform } from '../../runtime.ts'
import { beginKeyedRecord } from '../../shredding/begin-keyed-record.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../testing/office.ts'
import { createVault, ctx, logSigner } from '../../vault/index.ts'
import { areBeginningsSealed, recordBeginning } from '../beginnings.ts'
import { sealRound } from '../log/seal-round.ts'
import { hashOfWritten, WritingBook } from '../written.ts'
import type { Finding } from './findings.ts'
import { addLine, type Left, label, leftNote } from './testing/lines-by-hand.ts'
import { verify } from './verify.ts'

/** A line that somebody writes into the database at the present moment: it is sealed, and says of a document what she likes. */
const database = useDatabase()
let office: TestOffice
let desk: TestDesk
let counselor: TestPerson

const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows

async function findings(vault = platform().vault): Promise<Finding[]> {
  const worker = await database.as('yorube_worker')
  while ((await sealRound(worker, logSigner(platform().vault.logSeed()))) > 0);
  return (await verify(await asDefiner(), vault)).findings
}

const kinds = async () => [...new Set((await findings()).map((one) => one.kind))].sort()

async function asDefiner() {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return migrator
}

const left = (id?: string, rev?: number) => leftNote(database.superuser, counselor, desk.id, { id, rev })

/** As an earlier release made it, and as anybody can. */
function plainHash({ id, bytes }: Left): Buffer {
  const sha = (what: Uint8Array) => createHash('sha256').update(what).digest()
  const fields = ctx('written', label, Buffer.from(id.replaceAll('-', ''), 'hex'), sha(bytes))
  return Buffer.concat([Buffer.from([1]), sha(fields)])
}

const writeByHand = (note: Left, contentHash: Uint8Array) =>
  addLine(
    database.superuser,
    { tenantId: office.tenantId, userId: counselor.userId },
    { ...note, contentHash },
  )

beforeAll(async () => {
  office = await TestOffice.open(database)
  desk = await office.desk(['counselor', 'supervisor'])
  counselor = desk.people[0] as TestPerson
})

test('hashes without a key count from before the first start with one, and never where there was none', async () => {
  const early = await left()
  // As an earlier release left it.
  await rowsOf('update audit.event set content_hash = $1 where content_hash = $2', [
    plainHash(early),
    early.contentHash,
  ])
  expect(await kinds()).toEqual(['beginning-missing', 'writing-unkeyed'])
  const definer = await asDefiner()
  await beginKeyedRecord(definer, testRootSecret)
  expect(await areBeginningsSealed(definer)).toBe(true)
  await beginKeyedRecord(definer, testRootSecret)
  expect(await rowsOf("select from audit.event where action = 'record.keyed'")).toHaveLength(1)
  expect(await findings()).toEqual([])
})

test('an older version put back is told, however the line that hides it was made', async () => {
  const older = await left()
  await rowsOf('delete from handover_note where id = $1', [older.id])
  await left(older.id, 2)
  expect(await findings()).toEqual([])
  await rowsOf('update handover_note set note = $1, rev = 1 where id = $2', [older.bytes, older.id])
  expect(await kinds()).toEqual(['row-differs'])

  await writeByHand(older, plainHash(older))
  expect(await kinds()).toEqual(['writing-unkeyed'])
  await writeByHand(older, older.contentHash)
  expect(await kinds()).toEqual(['writing-copied', 'writing-unkeyed'])
  const book = new WritingBook()
  book.note(label, older.id, older.bytes)
  const line = { tenantId: office.tenantId, action: 'verify-test.leave', actorId: counselor.userId }
  await writeByHand(older, hashOfWritten(createVault(new Uint8Array(32).fill(5)), line, book.entries))
  expect(await kinds()).toEqual(['writing-altered', 'writing-copied', 'writing-unkeyed'])
})

test('whoever moves the beginning is told as well', async () => {
  const [{ seq }] = await rowsOf(
    "update audit.event set action = 'record.hidden' where action = 'record.keyed' returning seq::float8 as seq",
  )
  await beginKeyedRecord(await asDefiner(), testRootSecret)
  expect(await findings()).toContainEqual(expect.objectContaining({ kind: 'line-altered', seq }))
  await rowsOf("update audit.event set action = 'record.keyed' where seq = $1", [seq])
  expect(await kinds()).toContain('begun-again')
})

test('what was written under a beginning that went before it was sealed has none', async () => {
  await rowsOf("delete from audit.event where action = 'record.keyed'")
  const holding = await database.as('yorube_migrator')
  await holding.query('begin')
  await holding.query('select pg_current_xact_id()')
  await beginKeyedRecord(await asDefiner(), testRootSecret)
  const { contentHash } = await left()
  await rowsOf("delete from audit.event where action = 'record.keyed'")
  expect(await kinds()).toContain('beginning-missing')
  await holding.query('commit')
  await beginKeyedRecord(await asDefiner(), testRootSecret)
  const [line] = await rowsOf('select seq::float8 as seq from audit.event where content_hash = $1', [
    contentHash,
  ])
  expect(await findings()).toContainEqual({ kind: 'writing-unkeyed', seq: line.seq })
})

test('a root secret of before makes no line any more: what it made in its time still counts', async () => {
  const former = new Uint8Array(32).fill(6)
  const [earlier, present] = [createVault(former), createVault(testRootSecret, { earlier: [former] })]
  const note = await left()
  const book = new WritingBook()
  book.note(label, note.id, note.bytes)
  const line = { tenantId: office.tenantId, action: 'verify-test.leave', actorId: counselor.userId }
  const unkeyed = async () => (await findings(present)).filter((one) => one.kind === 'writing-unkeyed').length
  const [before] = [await unkeyed()]
  await writeByHand(note, hashOfWritten(earlier, line, book.entries))
  await recordBeginning(await asDefiner(), earlier)
  // The beginning of the present one stands further in front.
  expect(await unkeyed()).toBe(before + 2)
})
