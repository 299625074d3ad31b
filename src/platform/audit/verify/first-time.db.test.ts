import { expect, test } from 'vitest'
import { testRootSecret, useDatabase } from '../../db/testing/use-database.ts'
import { platform } from '../../runtime.ts'
import { beginKeyedRecord } from '../../shredding/begin-keyed-record.ts'
import { TestOffice, type TestPerson } from '../../testing/office.ts'
import { areBeginningsSealed } from '../beginnings.ts'
import { addLine, beginUntimed, type Left, leftNote, untimed } from './testing/lines-by-hand.ts'
import { verify } from './verify.ts'

/** The first start of a release whose hashes carry a time, over data of one whose did not: before anybody has written anything. */
const database = useDatabase()

const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows

async function asDefiner() {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return migrator
}

test('a hash without a time that was kept back is good no longer once that start is over', async () => {
  const { vault } = platform()
  await beginUntimed(database.superuser, vault)
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor'])
  const person = desk.people[0] as TestPerson
  const hers = { tenantId: office.tenantId, action: 'verify-test.leave', actorId: person.userId }
  const leftBefore = async (id?: string, rev?: number): Promise<Left> => {
    const note = await leftNote(database.superuser, person, desk.id, { id, rev })
    await rowsOf('update audit.event set content_hash = $1 where content_hash = $2', [
      untimed(vault, hers, note),
      note.contentHash,
    ])
    return note
  }
  const first = await leftBefore()
  const keptBack = untimed(vault, hers, first)
  await rowsOf('delete from handover_note where id = $1', [first.id])
  await leftBefore(first.id, 2)

  const definer = await asDefiner()
  const started = () => beginKeyedRecord(definer, testRootSecret)
  expect(await started()).toEqual({ isNew: false, destroyedBefore: 0 })
  expect(await areBeginningsSealed(definer)).toBe(true)
  await started()
  expect(await rowsOf("select from audit.event where action = 'record.timed'")).toHaveLength(1)
  expect((await verify(definer, vault)).findings).toEqual([])

  await rowsOf('update handover_note set note = $1, rev = 1 where id = $2', [first.bytes, first.id])
  const by = { tenantId: office.tenantId, userId: person.userId }
  const seq = await addLine(database.superuser, by, { ...first, contentHash: keptBack })
  expect((await verify(definer, vault)).findings).toContainEqual({ kind: 'writing-untimed', seq })
})

test('where the record began with a time there is no such line', async () => {
  await rowsOf("delete from audit.event where action in ('record.keyed', 'record.timed')")
  const definer = await asDefiner()
  expect(await beginKeyedRecord(definer, testRootSecret)).toMatchObject({ isNew: true })
  await beginKeyedRecord(definer, testRootSecret)
  expect(await rowsOf("select from audit.event where action = 'record.timed'")).toEqual([])
})
