import { beforeAll, expect, test } from 'vitest'
import { testRootSecret, useDatabase } from '../../db/testing/use-database.ts'
import { platform } from '../../runtime.ts'
import { beginKeyedRecord } from '../../shredding/begin-keyed-record.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../testing/office.ts'
import { logSigner } from '../../vault/index.ts'
import { sealRound } from '../log/seal-round.ts'
import { hashOfWritten, WritingBook, type WritingLine } from '../written.ts'
import type { Finding } from './findings.ts'
import { addLine, beginUntimed, type Left, label, leftNote, untimed } from './testing/lines-by-hand.ts'
import { verify } from './verify.ts'

/** A hash that the application made, and that never came into the record: of an act that broke off, or lost in a failover. */
const database = useDatabase()
let office: TestOffice
let desk: TestDesk
let counselor: TestPerson

const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows

async function findings(): Promise<Finding[]> {
  const worker = await database.as('yorube_worker')
  while ((await sealRound(worker, logSigner(platform().vault.logSeed()))) > 0);
  return (await verify(await asDefiner(), platform().vault)).findings
}

async function asDefiner() {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return migrator
}

const left = (id?: string, rev?: number) => leftNote(database.superuser, counselor, desk.id, { id, rev })
const add = (note: Left, contentHash: Uint8Array, at?: Date) =>
  addLine(
    database.superuser,
    { tenantId: office.tenantId, userId: counselor.userId },
    { ...note, contentHash },
    at,
  )

const actOfHers = (): WritingLine => ({
  tenantId: office.tenantId,
  action: 'verify-test.leave',
  actorId: counselor.userId,
})

/** Made for an act of hers over that document, and not used. */
function keptBack({ id, bytes }: Left, madeAt: Date): Buffer {
  const book = new WritingBook()
  book.note(label, id, bytes)
  return hashOfWritten(platform().vault, actOfHers(), book.entries, madeAt.getTime())
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** A note whose second version is the present one; the first. */
async function older(): Promise<Left> {
  const first = await left()
  await rowsOf('delete from handover_note where id = $1', [first.id])
  await left(first.id, 2)
  return first
}

const putBack = ({ id, bytes }: Left) =>
  rowsOf('update handover_note set note = $1, rev = 1 where id = $2', [bytes, id])

beforeAll(async () => {
  await beginUntimed(database.superuser, platform().vault)
  office = await TestOffice.open(database)
  desk = await office.desk(['counselor', 'supervisor'])
  counselor = desk.people[0] as TestPerson
})

test('hashes of the release before, which carry no time, hold', async () => {
  const note = await left()
  await rowsOf('update audit.event set content_hash = $1 where content_hash = $2', [
    untimed(platform().vault, actOfHers(), note),
    note.contentHash,
  ])
  expect(await beginKeyedRecord(await asDefiner(), testRootSecret)).toEqual({
    isNew: false,
    destroyedBefore: 0,
  })
  expect(await findings()).toEqual([])
})

test('an act that took long is none of them', async () => {
  const note = await left()
  await add(note, keptBack(note, ago(20)))
  expect(await findings()).toEqual([])
})

test('the hash of an act that broke off is told when it is put in a day later, whatever moment its line says', async () => {
  const [one, other] = [await older(), await older()]
  await putBack(one)
  await putBack(other)
  const first = await add(one, keptBack(one, ago(24 * 60)), ago(24 * 60))
  await left()
  const second = await add(other, keptBack(other, ago(24 * 60)))
  await left()
  expect(await findings()).toEqual([
    expect.objectContaining({ kind: 'writing-late', seq: first, last: first, count: 1 }),
    expect.objectContaining({ kind: 'writing-late', seq: second, last: second, count: 1 }),
  ])
})

test('one of the release before is told once there are times, and its time cannot be made up', async () => {
  const note = await older()
  await putBack(note)
  const hash = untimed(platform().vault, actOfHers(), note)
  const seq = await add(note, hash)
  expect(await findings()).toContainEqual({ kind: 'writing-untimed', seq })
  hash[0] = 3
  const made = await add(note, hash)
  expect(await findings()).toContainEqual({ kind: 'writing-altered', seq: made })
})

const record = (hash: Buffer) =>
  rowsOf(
    `select audit.written_line_of(null::auth.session, 'verify-test.leave', null, null, null, 'support', null, 'ok', null, $1, null, '{}', '{}', '')`,
    [hash],
  )
const madeAt = (at?: Date) => hashOfWritten(platform().vault, actOfHers(), [], at?.getTime())

test('a process of the release before writes no more', async () => {
  await expect(record(untimed(platform().vault, actOfHers()))).rejects.toMatchObject({ code: '40001' })
  await expect(record(madeAt())).resolves.toHaveLength(1)
})

test('nor does one whose clock is not the database’s', async () => {
  for (const minutes of [24, -24]) await expect(record(madeAt(ago(minutes)))).resolves.toHaveLength(1)
  for (const minutes of [26, -26, 9 * 60, -9 * 60])
    await expect(record(madeAt(ago(minutes)))).rejects.toMatchObject({ code: 'YB003' })
})
