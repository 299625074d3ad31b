import { beforeAll, beforeEach, expect, test } from 'vitest'
import { aCase, aPicture, replaceCaseKeys, showCase, showPicture } from '../../modules/cases/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { enterStatements } from '../../platform/entering.ts'
import { recordKinds } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { plantWorld } from '../canary/seed.ts'
import { knownCodes } from '../every-module.ts'
import { caseOf, compartmentOf } from '../matrix/rows.ts'
import type { World } from '../matrix/story.ts'
import { closedTo, everySealedRow } from './sealed-rows.ts'

/** Other keys for a case: a copy of the old ones opens nothing that is stored from then on. */
const database = useDatabase()
const query = (sql: string, values: unknown[] = []) => database.superuser.query(sql, values)
let codes: readonly string[]
let office: TestOffice
let manager: TestPerson
let counselor: TestPerson
let asked: TestPerson
let world: World
const reason = '見本の事情'

beforeAll(async () => {
  codes = await knownCodes()
}, 60_000)

beforeEach(async () => {
  office = await TestOffice.open(database)
  const hub = await office.desk(['manager', 'counselor'])
  const theirs = await office.desk(['desk_lead'], 'asked')
  ;[manager, counselor] = hub.people as [TestPerson, TestPerson]
  ;[asked] = theirs.people as [TestPerson]
  for (const person of [manager, counselor, asked]) await office.stepUp(person)
  const { tenantId } = office
  world = { name: tenantId, story: tenantId, tenant: tenantId, desk: hub.id, asked: theirs.id }
  await plantWorld(database, world, manager, codes)
  // Its file is no real one; a real one stands in the story of a real case below.
  await query('delete from attachment where tenant_id = $1', [tenantId])
})

const replace = (who = manager) => replaceCaseKeys(who, { caseId: caseOf(world), reason })
const everything = () => everySealedRow(database, office.tenantId)
const ofCase = async () => (await everything()).filter((row) => row.compartmentId === compartmentOf(world))

test('every kind of document under a compartment’s key is sealed anew when it is replaced', async () => {
  const kinds = recordKinds().filter((kind) => kind.scope === 'compartment')
  const { rows } = await query('select label from internal.compartment_columns() order by label')
  expect(rows.map((row) => row.label)).toEqual(kinds.map((kind) => kind.label).sort())
})

test('with the old key nothing opens any more; who holds the case or shares it opens everything', async () => {
  const before = await ofCase()
  expect(new Set(before.map((row) => row.label)).size).toBe(
    recordKinds().filter((kind) => kind.scope === 'compartment').length - 1,
  )
  const { rows: kept } = await query('select * from auth.compartment_grant where compartment_id = $1', [
    compartmentOf(world),
  ])
  let statements = 0
  const stop = onStatement(() => statements++)
  const { documents } = await replace()
  stop()
  expect(statements).toBeLessThan(25)
  expect(documents).toBeGreaterThanOrEqual(before.length)
  const after = await ofCase()
  expect(after.length).toBe(before.length + 1)
  for (const person of [manager, counselor, asked]) expect(await closedTo(person, after)).toEqual([])
  // Nothing stands as it stood, and the old grants, put back by somebody who kept them, lead to none of it.
  const stood = new Set(before.map((row) => Buffer.from(row.bytes).toString('hex')))
  expect(after.filter((row) => stood.has(Buffer.from(row.bytes).toString('hex')))).toEqual([])
  await query("set session_replication_role = 'replica'")
  for (const row of kept)
    await query(
      'update auth.compartment_grant set key_id = $1, wrap = $2, mac = $3 where compartment_id = $4 and desk_id = $5',
      [row.key_id, row.wrap, row.mac, row.compartment_id, row.desk_id],
    )
  await query("set session_replication_role = 'origin'")
  expect((await closedTo(manager, after)).length).toBe(after.length)
})

test('a real case reads as before, its files too, and says what happened', async () => {
  const caseId = await aCase(manager, { title: '架空の題名' })
  const picture = new Uint8Array([137, 80, 78, 71, 1, 2, 3])
  const attachmentId = await aPicture(counselor, caseId, picture)
  await replaceCaseKeys(manager, { caseId, reason })
  expect(JSON.stringify(await showCase(counselor, { caseId }))).toContain('架空の題名')
  const { content } = await showPicture(counselor, { caseId, attachmentId })
  expect(Uint8Array.from(content ?? [])).toEqual(picture)
  const { rows } = await query(
    "select count(*)::int as many from case_event where case_id = $1 and kind = 'keys_replaced'",
    [caseId],
  )
  expect(rows).toEqual([{ many: 1 }])
})

test('an act that began before and ends after it does not write under the old key: it is refused', async () => {
  const caseId = await aCase(manager)
  const { rows } = await query('select compartment_id, core from case_ where id = $1', [caseId])
  const [{ core }] = rows
  await replaceCaseKeys(manager, { caseId, reason })
  await expect(query('update case_ set core = $1 where id = $2', [core, caseId])).rejects.toMatchObject({
    code: '40001',
  })
  await expect(
    query(
      `insert into case_note (tenant_id, id, case_id, desk_id, compartment_id, kind, day, author_id, body)
       select tenant_id, gen_random_uuid(), id, desk_id, compartment_id, 'contact', current_date, $2, $3 from case_ where id = $1`,
      [caseId, manager.userId, core],
    ),
  ).rejects.toMatchObject({ code: '40001' })
})

test('whoever writes while the keys are replaced waits, and is asked to do it again', async () => {
  const caseId = await aCase(manager)
  const { rows } = await query('select core from case_ where id = $1', [caseId])
  const writer = await database.as('yorube_app')
  await writer.query('begin')
  for (const { sql, values } of enterStatements(platform().vault, counselor))
    await writer.query(sql, [...values])
  await writer.query('select id from case_ where id = $1', [caseId])
  await replaceCaseKeys(manager, { caseId, reason })
  await expect(
    writer.query('update case_ set core = $1, core_rev = core_rev + 1 where id = $2', [rows[0].core, caseId]),
  ).rejects.toMatchObject({ code: '40001' })
  await writer.query('rollback')
})

test('a share or a document that was altered stops it, and nothing is changed', async () => {
  const before = await ofCase()
  await query(
    'update auth.compartment_grant set mac = set_byte(mac, 0, 1 # get_byte(mac, 0)) where desk_id = $1',
    [world.asked],
  )
  await expect(replace()).rejects.toMatchObject({ code: 'unopenable' })
  await query(
    'update auth.compartment_grant set mac = set_byte(mac, 0, 1 # get_byte(mac, 0)) where desk_id = $1',
    [world.asked],
  )
  await query('update case_note set body = set_byte(body, 60, 1 # get_byte(body, 60)) where case_id = $1', [
    caseOf(world),
  ])
  await expect(replace()).rejects.toMatchObject({ code: 'unopenable' })
  await query('update case_note set body = set_byte(body, 60, 1 # get_byte(body, 60)) where case_id = $1', [
    caseOf(world),
  ])
  expect(await ofCase()).toEqual(before)
})

test('an older version that somebody put back stops it as well, though it opens', async () => {
  const before = await ofCase()
  const note = before.find((row) => row.label === 'case_note.body')
  const { rows } = await query(
    `insert into audit.written select $1, coalesce(max(seq), 0) + 1, 'case_note.body', $2, sha256('what was written last')
     from audit.written returning seq`,
    [office.tenantId, note?.id],
  )
  await expect(replace()).rejects.toMatchObject({ code: 'unopenable' })
  expect(await ofCase()).toEqual(before)
  expect(database.alarms).toContainEqual(
    expect.objectContaining({ label: 'case_note.body', rowId: note?.id }),
  )
  await query('delete from audit.written where seq = $1 and row_id = $2', [rows[0].seq, note?.id])
})

test('only the manager of the desk that holds it, after showing who she is; for one who is blocked there is no such case', async () => {
  for (const who of [counselor, asked])
    await expect(replace(who)).rejects.toMatchObject({ code: 'forbidden' })
  await office.stepDown(manager)
  await expect(replace()).rejects.toMatchObject({ code: 'step-up-required' })
  await office.stepUp(manager)
  await query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseOf(world), manager.userId, counselor.userId],
  )
  await expect(replace()).rejects.toMatchObject({ code: 'not-found' })
  const app = await database.as('yorube_app')
  await app.query('begin')
  for (const { sql, values } of enterStatements(platform().vault, manager)) await app.query(sql, [...values])
  for (const what of ['case_grants_to_renew($1)', 'case_documents_to_renew($1)'])
    expect((await app.query(`select * from auth.${what}`, [caseOf(world)])).rows).toEqual([])
  await app.query('rollback')
})
