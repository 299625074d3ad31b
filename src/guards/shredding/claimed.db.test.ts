import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { anAgreedList, shredDisposal } from '../../modules/retention/testing.ts'
import { verify } from '../../platform/audit/verify/verify.ts'
import { testRootSecret, useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { beginKeyedRecord } from '../../platform/shredding/begin-keyed-record.ts'
import { ledgerKeeper } from '../../platform/shredding/keep.ts'
import { replayShreddings } from '../../platform/shredding/replay.ts'
import { findingsOf } from './findings-of.ts'
import { aDueFile, aNetworkOfDesks } from './testing.ts'

/** Whoever may write to the database empties rows and says that they were destroyed by decision: the record has no word of it. */
const database = useDatabase()
const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows
const findings = () => findingsOf(database)
const kinds = async () => [...new Set((await findings()).map((one) => one.kind))].sort()

let one: Awaited<ReturnType<typeof aNetworkOfDesks>>
let gone: string
beforeAll(async () => {
  one = await aNetworkOfDesks(database)
  gone = await aDueFile(database, one)
}, 60_000)

async function asDefiner() {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return migrator
}

test('what was destroyed before there were such words is said once, at the first start, and counted', async () => {
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`])
  await shredDisposal(one.supervisor, { listId })
  // As an earlier release left it.
  await rowsOf(
    "delete from audit.written where seq in (select seq from audit.event where action = 'disposal.shred')",
  )
  await rowsOf("update audit.event set content_hash = null where action = 'disposal.shred'")
  expect(await kinds()).toEqual(['no-opener', 'row-gone'])
  const definer = await asDefiner()
  expect(await beginKeyedRecord(definer, testRootSecret)).toBe(1)
  expect(await findings()).toEqual([])
  const { figures } = await verify(definer, platform().vault)
  expect(figures.destroyedBefore).toBeGreaterThan(10)
  expect(await beginKeyedRecord(definer, testRootSecret)).toBe(0)
})

test('rows that are emptied and put among those of a destroyed record are told', async () => {
  const robbed = await aDueFile(database, one)
  await rowsOf('begin')
  const [compartment] = await rowsOf(
    `update auth.compartment k set case_id = $1 from consultation c
     where c.case_id = $2 and k.id = c.compartment_id returning k.id`,
    [gone, robbed],
  )
  await rowsOf('delete from auth.compartment_grant where compartment_id = $1', [compartment.id])
  await rowsOf("update consultation set record = '' where compartment_id = $1", [compartment.id])
  await rowsOf("update handover_note set note = '', case_id = $1 where case_id = $2", [gone, robbed])
  await rowsOf('commit')
  const told = await findings()
  expect(told).toContainEqual(expect.objectContaining({ kind: 'row-gone', label: 'consultation.record' }))
  expect(told).toContainEqual(expect.objectContaining({ kind: 'row-gone', label: 'handover_note.note' }))
  expect(told).toContainEqual(expect.objectContaining({ kind: 'no-opener', compartmentId: compartment.id }))
})

test('and so are those that a start destroys because somebody had put them there', async () => {
  const robbed = await aDueFile(database, one)
  const before = (await findings()).length
  const outside = mkdtempSync(join(tmpdir(), 'shred-ledger-'))
  await ledgerKeeper([outside], () => {})(await database.as('yorube_worker'))
  await rowsOf('update auth.compartment set case_id = $1 where case_id = $2', [gone, robbed])
  const replayed = await replayShreddings(await asDefiner(), testRootSecret, [outside])
  expect(replayed).toEqual({ shredded: 1, refused: 0 })
  const told = await findings()
  expect(told.length).toBeGreaterThan(before + 10)
  expect(told).toContainEqual(
    expect.objectContaining({ kind: 'row-gone', label: 'case_.core', rowId: robbed }),
  )
})
