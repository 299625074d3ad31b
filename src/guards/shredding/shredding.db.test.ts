import { beforeAll, expect, test } from 'vitest'
import { showCase } from '../../modules/cases/testing.ts'
import { listInbox } from '../../modules/requests/list-requests.ts'
import {
  anAgreedList,
  asIntruder,
  listDue,
  outcomeOf,
  showDisposal,
  showKeeping,
  shredDisposal,
} from '../../modules/retention/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { recordKinds } from '../../platform/records.ts'
import { plantWorld } from '../canary/seed.ts'
import { knownCodes } from '../every-module.ts'
import { caseOf } from '../matrix/rows.ts'
import { beginRecord, findingsOf } from './findings-of.ts'
import { aDueFile, aNetworkOfDesks, opened, sealedOfCase } from './testing.ts'

/** After a record was destroyed nothing of it opens, for nobody, and the command that verifies holds. */
const database = useDatabase()
let codes: readonly string[]
beforeAll(async () => {
  codes = await knownCodes()
  await beginRecord(database)
}, 60_000)

const rowsOf = async (text: string, values: unknown[] = []) =>
  (await database.superuser.query(text, values)).rows

const partiesOf = async (tenantId: string): Promise<number> =>
  (await rowsOf('select distinct party from auth.opposing_token where tenant_id = $1', [tenantId])).length

test('after it nothing opens, with the keys of no living session, and `verify` holds', async () => {
  const one = await aNetworkOfDesks(database)
  const { tenantId } = one.office
  const [gone, kept] = [await aDueFile(database, one), await aDueFile(database, one)]
  const before = await sealedOfCase(database, tenantId, gone)
  expect([...new Set(before.map((row) => row.label))].length).toBeGreaterThan(10)
  expect(await opened([one.counselor], before)).toBeGreaterThan(before.length - 3)
  expect(await opened([one.clerk], before)).toBeGreaterThan(1)
  expect(await findingsOf(database)).toEqual([])

  const parties = await partiesOf(tenantId)
  const listId = await anAgreedList(one, one.hub.id, [`case:${gone}`])
  expect((await showDisposal(one.manager, { listId })).goesWithIt).toEqual({
    people: 3,
    consultations: 1,
    files: 1,
    requests: 1,
    acts: 1,
  })
  await shredDisposal(one.supervisor, { listId })

  // The documents as a copy still has them, under every key that the database gives anybody today.
  expect(await opened(one.everybody, before)).toBe(0)
  expect(await sealedOfCase(database, tenantId, gone)).toEqual([])
  expect(await opened([one.counselor], await sealedOfCase(database, tenantId, kept))).toBeGreaterThan(10)
  expect(await findingsOf(database)).toEqual([])
  expect(database.alarms).toEqual([])

  // No page of anybody reaches it, and none says that something cannot be opened.
  for (const person of one.everybody)
    expect(await outcomeOf(showCase(person, { caseId: gone }))).not.toBe('done')
  expect(await outcomeOf(showKeeping(one.counselor, { kind: 'case', recordId: gone }))).toBe('not-found')
  expect((await listDue(one.supervisor, {})).due.map((it) => it.recordId)).toEqual([kept])
  const inbox = await listInbox(one.clerk, {})
  expect(inbox.lines).toHaveLength(1)
  const done = await showDisposal(one.manager, { listId })
  expect([done.state, done.shredded?.count, done.shredded?.isEffective]).toEqual(['done', 1, false])

  // What remains: codes and days for statistics. What named somebody, or could be compared with her, does not.
  const [row] = await rowsOf('select status, closed_on::text, core, label from case_ where id = $1', [gone])
  expect(row).toMatchObject({ status: 'closed', closed_on: '2015-05-01', label: null })
  expect(row.core).toHaveLength(0)
  for (const left of [
    'caller_token t join person p on p.id = t.person_id and p.case_id = $1',
    'auth.case_token t where t.case_id = $1',
    'draft t where t.subject_id = $1',
    'case_seen t where t.case_id = $1',
    "handover_note t where t.case_id = $1 and t.note <> ''",
    "attachment t where t.case_id = $1 and (t.file_key <> '' or t.content <> '')",
    'auth.compartment_grant t join auth.compartment k on k.id = t.compartment_id and k.case_id = $1',
  ])
    expect(await rowsOf(`select 1 from ${left}`, [gone]), left).toEqual([])
  expect(await partiesOf(tenantId)).toBe(parties - 2)
  expect(await asIntruder(database, one.counselor, "select 1 from auth.desk where kind = 'nobody'")).toBe(0)
})

test('every kind of document that may lie in a case goes with it', async () => {
  const one = await aNetworkOfDesks(database)
  const { tenantId } = one.office
  const world = { name: tenantId, story: tenantId, tenant: tenantId, desk: one.hub.id, asked: one.asked.id }
  await plantWorld(database, world, one.manager, codes)
  const caseId = caseOf(world)
  await database.superuser.query(
    "update case_ set status = 'closed', closed_on = '2015-05-01', retain_until = '2021-03-31' where id = $1",
    [caseId],
  )
  await rowsOf("update consultation set day = '2015-04-10' where case_id = $1", [caseId])
  await rowsOf("update disposal_item set keep_until = '2021-03-31' where tenant_id = $1", [tenantId])
  const before = await sealedOfCase(database, tenantId, caseId)
  expect(new Set(before.map((row) => row.label))).toEqual(
    new Set(recordKinds().flatMap((kind) => (kind.scope === 'compartment' ? [kind.label] : []))),
  )
  // Her request for her records runs: until that is answered, and for three months more, nothing is destroyed.
  await expect(anAgreedList(one, one.hub.id, [`case:${caseId}`])).rejects.toMatchObject({
    key: 'retention_refused_changed',
  })
  await rowsOf(
    "update access_request set state = 'refused', ended_by = made_by, ended_at = now() - interval '4 months' where case_id = $1",
    [caseId],
  )
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  await shredDisposal(one.supervisor, { listId })
  expect(await sealedOfCase(database, tenantId, caseId)).toEqual([])
  expect(await opened(one.everybody, before)).toBe(0)
})
