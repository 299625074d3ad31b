import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { renewKey } from '../modules/accounts/testing.ts'
import { aCase, blockPerson, editPersonOfCase, registerCaseSources } from '../modules/cases/testing.ts'
import { searchablePeople } from '../modules/people/index.ts'
import { aKeepingOffice, anAgreedList, closedLongAgo, shredDisposal } from '../modules/retention/testing.ts'
import { findAnything } from '../modules/search/find.ts'
import { desksFor } from '../platform/actor.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { defineUseCase } from '../platform/use-case.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
/** As many as are worth a drawer (src/platform/drawers.ts). */
const enough = 32

const rowsOf = async <Row>(text: string, values: unknown[]): Promise<Row[]> =>
  (await database.superuser.query(text, values)).rows as Row[]

const found = async (who: TestPerson, words: string) => {
  const { people, unopenable, isCut } = await findAnything(who, { words, breadth: 'many' })
  return { people: people.total, unopenable, isCut }
}

async function manyCases(who: TestPerson, many = enough, family = '仮名'): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < many; at += 1) ids.push(await aCase(who, { title: '見本の件', family }))
  return ids
}

/** Every drawer of the desk, with whether the record says that these very bytes were written there last. */
const drawersOf = (deskId: string) =>
  rowsOf<{ id: string; size: number; is_recorded: boolean }>(
    `select d.id, (select count(*)::integer from auth.search_place s where s.drawer_id = d.id) as size,
       sha256(d.lines) = (select w.hash from audit.written w where w.label = 'search_drawer.lines' and w.row_id = d.id
         order by w.seq desc limit 1) as is_recorded
     from search_drawer d where d.desk_id = $1`,
    [deskId],
  )

test('three search at once: one files, and only what was filed stands in the record', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor] = desk.people as [TestPerson]
  await manyCases(counselor)
  for (let again = 0; again < 4; again += 1) {
    await Promise.all(desk.people.map((who) => found(who, '仮名')))
    await database.superuser.query(
      'insert into auth.search_stale (tenant_id, desk_id, drawer_id) select tenant_id, desk_id, id from search_drawer where desk_id = $1',
      [desk.id],
    )
  }
  await Promise.all(desk.people.map((who) => found(who, '仮名')))
  const drawers = await drawersOf(desk.id)
  expect(drawers.length).toBeGreaterThanOrEqual(2)
  expect(drawers.filter((one) => !one.is_recorded)).toEqual([])
})

test('small drawers grow into larger ones instead of becoming many', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor'])
  const [counselor] = desk.people as [TestPerson]
  for (let again = 1; again <= 3; again += 1) {
    await manyCases(counselor)
    expect(await found(counselor, '仮名')).toMatchObject({ people: again * enough })
  }
  expect((await drawersOf(desk.id)).map((one) => one.size)).toEqual([3 * enough, 3 * enough])
})

test('a destroyed record is in no drawer from the same moment on, and everybody else is still found', async () => {
  const one = await aKeepingOffice(database)
  const caseIds = await manyCases(one.counselor)
  const caseId = caseIds[3] ?? ''
  await found(one.supervisor, '仮名')
  const before = await drawersOf(one.hub.id)
  expect(before).toHaveLength(2)
  await closedLongAgo(database, caseId)
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  await shredDisposal(one.supervisor, { listId })
  expect(await drawersOf(one.hub.id)).toEqual([])
  expect(await found(one.supervisor, '仮名')).toMatchObject({ people: enough - 1, unopenable: 0 })
})

test('nor in one that a change just before left behind, nor in one that is filed meanwhile', async () => {
  const one = await aKeepingOffice(database)
  const caseIds = await manyCases(one.counselor, enough + 1)
  const [changed = '', filed = ''] = caseIds
  await found(one.supervisor, '仮名')
  const [person] = await rowsOf<{ id: string; rev: number }>(
    "select id, rev::int as rev from person where case_id = $1 and part = 'client'",
    [changed],
  )
  await editPersonOfCase(one.counselor, {
    caseId: changed,
    personId: person?.id ?? '',
    rev: person?.rev ?? 0,
    card: { names: [{ family: '改姓', given: '花', familyKana: 'かいせい', givenKana: 'はな' }] },
  })
  await closedLongAgo(database, changed)
  const first = await anAgreedList(one, one.hub.id, [`case:${changed}`])
  await shredDisposal(one.supervisor, { listId: first })
  expect(await drawersOf(one.hub.id)).toEqual([])

  await closedLongAgo(database, filed)
  const second = await anAgreedList(one, one.hub.id, [`case:${filed}`])
  let shredding: Promise<unknown> = Promise.resolve()
  whileFiled = async () => {
    let isDone = false
    shredding = shredDisposal(one.supervisor, { listId: second }).finally(() => {
      isDone = true
    })
    for (let waiting = 0; waiting === 0 && !isDone; await new Promise((resolve) => setTimeout(resolve, 20)))
      waiting = (await rowsOf("select from pg_locks where locktype = 'advisory' and not granted", [])).length
  }
  await searchThatTakesLong(one.counselor, {})
  await shredding
  expect(await rowsOf('select state from disposal_list where id = $1', [second])).toEqual([{ state: 'done' }])
  expect(await drawersOf(one.hub.id)).toEqual([])
})

let whileFiled: () => Promise<void> = async () => undefined
const searchThatTakesLong = defineUseCase({
  name: 'guard.long-search',
  permission: 'search.run',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'search' }),
  output: z.object({}),
  async run(scene) {
    const source = await searchablePeople(scene, desksFor(scene.actor, 'case.read'))
    const file = await source.seal()
    await file()
    await whileFiled()
    return {}
  },
  audit: () => ({ count: 0 }),
})

test('keys are renewed while others search and file: nobody is refused, and everybody is found', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor, supervisor, manager] = desk.people as [TestPerson, TestPerson, TestPerson]
  await manyCases(counselor)
  await office.stepUp(manager)
  const before = database.alarms.length
  for (let epoch = 1; epoch <= 6; epoch += 1) {
    const [, first, second] = await Promise.all([
      renewKey(manager, { deskId: desk.id, epoch }),
      found(counselor, '仮名'),
      found(supervisor, '仮名'),
    ])
    expect([first, second]).toEqual([0, 1].map(() => ({ people: enough, unopenable: 0, isCut: false })))
  }
  expect(database.alarms.slice(before)).toEqual([])
})

test('a drawer that was altered holds no renewal up: it is thrown away, with an alarm', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'manager'])
  const [counselor, manager] = desk.people as [TestPerson, TestPerson]
  await manyCases(counselor)
  await found(counselor, '仮名')
  await office.stepUp(manager)
  // As if it lay under the old key still, with nothing in it that a renewal would move first.
  await database.superuser.query("set session_replication_role = 'replica'")
  await database.superuser.query(
    'update search_drawer set lines = set_byte(lines, 60, get_byte(lines, 60) # 1) where desk_id = $1',
    [desk.id],
  )
  await database.superuser.query('update person set desk_card = null where desk_id = $1', [desk.id])
  await database.superuser.query('update case_ set label = null where desk_id = $1', [desk.id])
  await database.superuser.query("set session_replication_role = 'origin'")
  const before = database.alarms.length
  await renewKey(manager, { deskId: desk.id, epoch: 1 })
  expect(await renewKey(manager, { deskId: desk.id, epoch: 1 })).toMatchObject({ left: 0, isStuck: false })
  expect(database.alarms.slice(before)).toMatchObject(Array(2).fill({ label: 'search_drawer.lines' }))
})

test('SQL of her own reads no drawer in which a case lies that has just been hidden from her', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = desk.people as [TestPerson, TestPerson]
  const [caseId = ''] = await manyCases(counselor)
  await found(counselor, '仮名')
  const read = async () => {
    const app = await database.as('yorube_app')
    await app.query('begin')
    await enterRaw(app, counselor)
    const named = (await drawersOf(desk.id)).map((one) => one.id)
    const { rowCount } = await app.query('select id from auth.read_drawers($1)', [named])
    await app.query('rollback')
    return { named: named.length, read: rowCount }
  }
  expect(await read()).toEqual({ named: 2, read: 2 })
  await blockPerson(supervisor, { caseId, userId: counselor.userId, reason: '知人のため' })
  expect(await read()).toEqual({ named: 2, read: 0 })
})

test('stale drawers go a desk at a time: what is busy at one holds up no other', async () => {
  const office = await TestOffice.open(database)
  const desks = [await office.desk(['counselor']), await office.desk(['counselor'])]
  for (const { people } of desks) {
    const [counselor] = people as [TestPerson]
    await manyCases(counselor)
    await found(counselor, '仮名')
  }
  await database.superuser.query(
    'insert into auth.search_stale (tenant_id, desk_id, drawer_id) select tenant_id, desk_id, id from search_drawer where tenant_id = $1',
    [office.tenantId],
  )
  const [busy, free] = desks.map(({ id }) => id) as [string, string]
  await database.superuser.query('begin')
  await database.superuser.query('select pg_advisory_xact_lock_shared(internal.drawers_lock($1))', [busy])
  const worker = await database.as('yorube_worker')
  const clearAfter = async (desk: string | null): Promise<string | null> => {
    const { rows } = await worker.query('select auth.clear_stale_drawers($1) as desk', [desk])
    return rows[0].desk
  }
  let after = await clearAfter(null)
  for (let desk = 0; after !== null && desk < 100; desk += 1) after = await clearAfter(after)
  await database.superuser.query('commit')
  expect(after).toBeNull()
  expect([(await drawersOf(busy)).length, (await drawersOf(free)).length]).toEqual([2, 0])
})
