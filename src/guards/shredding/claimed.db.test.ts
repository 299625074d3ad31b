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
import { asDefiner, findingsOf } from './findings-of.ts'
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

test('what was destroyed before there were such words is said once, at the first start, and counted', async () => {
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`])
  await shredDisposal(one.supervisor, { listId })
  // As an earlier release left it.
  await rowsOf('delete from audit.written')
  await rowsOf('update audit.event set content_hash = null where octet_length(content_hash) = 49')
  expect(await kinds()).toEqual(['beginning-missing', 'no-opener', 'row-gone'])
  const definer = await asDefiner(database)
  expect(await beginKeyedRecord(definer, testRootSecret)).toEqual({ isNew: true, destroyedBefore: 1 })
  expect(await findings()).toEqual([])
  const { figures } = await verify(definer, platform().vault)
  expect(figures.destroyedBefore).toBeGreaterThan(10)
  expect(await beginKeyedRecord(definer, testRootSecret)).toEqual({ isNew: false, destroyedBefore: 0 })
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
  const replayed = await replayShreddings(await asDefiner(database), testRootSecret, [outside])
  expect(replayed).toEqual({ shredded: 1, refused: 0 })
  const told = await findings()
  expect(told.length).toBeGreaterThan(before + 10)
  expect(told).toContainEqual(
    expect.objectContaining({ kind: 'row-gone', label: 'case_.core', rowId: robbed }),
  )
})

/** The word that the record was destroyed, taken away; answers how it is put back. */
async function takeWordAway(id: string): Promise<() => Promise<unknown>> {
  const [word] = await rowsOf(
    "delete from audit.written where label = 'shred_ledger.mac' and row_id = $1 returning tenant_id, seq, hash",
    [id],
  )
  return () =>
    rowsOf("insert into audit.written values ($1, $2, 'shred_ledger.mac', $3, $4)", [
      ...[word.tenant_id, word.seq],
      ...[id, word.hash],
    ])
}

test('what a start destroyed while the word of the destruction was away is told, once it stands there again', async () => {
  const robbed = await aDueFile(database, one)
  const outside = mkdtempSync(join(tmpdir(), 'shred-ledger-'))
  await ledgerKeeper([outside], () => {})(await database.as('yorube_worker'))
  const before = await findings()
  const putBack = await takeWordAway(gone)
  await rowsOf('update auth.compartment set case_id = $1 where case_id = $2', [gone, robbed])
  await replayShreddings(await asDefiner(database), testRootSecret, [outside])
  await putBack()
  const told = (await findings()).filter(
    (one) => !before.some((b) => JSON.stringify(b) === JSON.stringify(one)),
  )
  expect(told).toEqual([expect.objectContaining({ kind: 'destroyed-twice', recordId: gone })])
})

test('nothing is destroyed by decision whose word stands there before', async () => {
  const due = await aDueFile(database, one)
  const listId = await anAgreedList(one, one.hub.id, [`case:${due}`])
  await rowsOf(
    `insert into audit.written select tenant_id, max(seq), 'shred_ledger.mac', $1, sha256('') from audit.event
     where tenant_id is not null group by 1 limit 1`,
    [due],
  )
  await expect(shredDisposal(one.supervisor, { listId })).rejects.toThrow()
  expect(
    await rowsOf(
      'select from auth.compartment_grant g join auth.compartment k on k.id = g.compartment_id where k.case_id = $1',
      [due],
    ),
  ).not.toEqual([])
  await rowsOf("delete from audit.written where label = 'shred_ledger.mac' and row_id = $1", [due])
  await shredDisposal(one.supervisor, { listId })
  expect(
    await rowsOf("select from audit.written where label = 'shred_ledger.mac' and row_id = $1", [due]),
  ).toHaveLength(1)
})

test('a record that somebody has made begin anew says of nothing more that it was destroyed before', async () => {
  const emptied = await aDueFile(database, one)
  await rowsOf("update consultation set record = '' where case_id = $1", [emptied])
  await rowsOf('update auth.compartment set case_id = $1 where case_id = $2', [gone, emptied])
  await takeWordAway(gone)
  await rowsOf("update audit.event set action = 'record.hidden' where action = 'record.keyed'")
  expect((await beginKeyedRecord(await asDefiner(database), testRootSecret)).destroyedBefore).toBeGreaterThan(
    1,
  )
  await rowsOf("update audit.event set action = 'record.keyed' where action = 'record.hidden'")
  const [again] = await rowsOf(
    "select max(seq)::float8 as seq from audit.event where action = 'record.destroyed-before' and object_id = $1",
    [gone],
  )
  expect(await findings()).toContainEqual({ kind: 'destroyed-before-again', seq: again.seq })
})
