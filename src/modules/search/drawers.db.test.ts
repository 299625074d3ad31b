import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { drawerRecord } from '../../platform/drawers.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, blockPerson, editPersonOfCase, liftBlock, transferCase } from '../cases/testing.ts'
import { findAnything } from './find.ts'

const database = useDatabase()
/** As many as are worth a drawer (src/platform/drawers.ts). */
const enough = 32

async function aFullDesk() {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor, supervisor, manager] = desk.people
  if (!counselor || !supervisor || !manager) throw new Error('people are missing')
  const caseIds: string[] = []
  for (let at = 0; at < enough; at += 1)
    caseIds.push(await aCase(counselor, { title: `見本の件${at % 4}`, family: at % 2 ? '仮名' : '想定' }))
  return { office, desk, counselor, supervisor, manager, caseIds }
}

const rowsOf = async <Row>(text: string, values: unknown[]): Promise<Row[]> =>
  (await database.superuser.query(text, values)).rows as Row[]

/** As somebody who has injected SQL into her session would ask. */
async function injected<Row>(who: TestPerson, text: string, values: unknown[]): Promise<Row[]> {
  const client = await database.as('yorube_app')
  await client.query('begin')
  await enterRaw(client, who)
  const { rows } = await client.query(text, values)
  await client.query('rollback')
  return rows as Row[]
}

/** The drawer a row lies in, unless it is stale. */
const inDrawer =
  'case when not exists (select from auth.search_stale m where m.drawer_id = s.drawer_id) then s.drawer_id end'

/** Copies in drawers and loose ones, of one kind at a desk. */
async function places(deskId: string, label: 'person.desk_card' | 'case_.label') {
  const [row] = await rowsOf<{ filed: number; loose: number; drawers: number }>(
    `select count(drawer)::integer as filed, (count(*) - count(drawer))::integer as loose,
       count(distinct drawer)::integer as drawers
     from (select ${inDrawer} as drawer from auth.search_place s where s.desk_id = $1 and s.label = $2) x`,
    [deskId, label],
  )
  return row
}

const found = async (who: TestPerson, words: string) => {
  const { cases, people, unopenable } = await findAnything(who, { words, breadth: 'many' })
  return {
    cases: cases.total,
    people: people.total,
    unopenable,
    ids: [...cases.shown.map((one) => one.caseId), ...people.shown.map((one) => one.personId)].sort(),
  }
}

const clientOf = async (caseId: string) => {
  const [row] = await rowsOf<{ id: string; drawer: string | null }>(
    `select p.id, ${inDrawer} as drawer from person p join auth.search_place s on s.row_id = p.id
     where p.case_id = $1 and p.part = 'client'`,
    [caseId],
  )
  if (!row) throw new Error('nobody is there')
  return row
}

test('the first search files what it went over, and the next finds the same in the drawers', async () => {
  const { desk, counselor } = await aFullDesk()
  expect(await places(desk.id, 'case_.label')).toEqual({ filed: 0, loose: enough, drawers: 0 })
  const first = { name: await found(counselor, '仮名'), title: await found(counselor, '見本の件2') }
  expect(first).toMatchObject({ name: { cases: 0, people: enough / 2 }, title: { cases: enough / 4 } })
  expect(await places(desk.id, 'case_.label')).toEqual({ filed: enough, loose: 0, drawers: 1 })
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: enough, loose: 0 })
  expect(await found(counselor, '仮名')).toEqual(first.name)
  expect(await found(counselor, '見本の件2')).toEqual(first.title)
  // What was written since is found loose, beside the drawers.
  await aCase(counselor, { title: '見本の件2', family: '新着' })
  expect((await found(counselor, '新着')).people).toBe(1)
  expect((await found(counselor, '見本の件2')).cases).toBe(enough / 4 + 1)
  const [drawer] = await rowsOf<{ lines: Buffer }>('select lines from search_drawer where desk_id = $1', [
    desk.id,
  ])
  for (const word of ['仮名', 'カメイ', '見本', 'lines']) expect(drawer?.lines.includes(word)).toBe(false)
})

test('whoever changes a card makes its drawer stale: found by the new name, and no more by the old one', async () => {
  const { desk, counselor, caseIds } = await aFullDesk()
  await found(counselor, '仮名')
  const caseId = caseIds[1] ?? ''
  const { id: personId } = await clientOf(caseId)
  const card = { names: [{ family: '改姓', given: '花', familyKana: 'かいせい', givenKana: 'はな' }] }
  await editPersonOfCase(counselor, { caseId, personId, rev: 1, card })
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: 0, loose: enough })
  expect(await found(counselor, '改姓')).toMatchObject({ people: 1, ids: [personId] })
  expect((await found(counselor, '仮名')).people).toBe(enough / 2 - 1)
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: enough, loose: 0 })
})

test('a case that does not exist for somebody lies in no drawer, before, during and after', async () => {
  const { desk, counselor, supervisor, manager, caseIds } = await aFullDesk()
  await found(counselor, '仮名')
  const caseId = caseIds[1] ?? ''
  expect((await clientOf(caseId)).drawer).not.toBeNull()
  await blockPerson(supervisor, { caseId, userId: counselor.userId, reason: '配偶者の知人' })
  for (let again = 0; again < 2; again += 1) {
    expect((await clientOf(caseId)).drawer).toBeNull()
    expect((await found(counselor, '仮名')).people).toBe(enough / 2 - 1)
    expect((await found(supervisor, '仮名')).people).toBe(enough / 2)
  }
  // One row too few for a drawer is left loose; one more makes it enough, and the hidden one stays out.
  await aCase(counselor, { family: '追加' })
  await found(supervisor, '仮名')
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: enough, loose: 1 })
  expect((await clientOf(caseId)).drawer).toBeNull()
  const mine = "select * from auth.loose_copies('person.desk_card', $1, 100)"
  expect(await injected(counselor, mine, [[desk.id]]), 'nor is its row named').toHaveLength(0)
  expect(await injected(supervisor, mine, [[desk.id]])).toHaveLength(1)
  await liftBlock(manager, { caseId, userId: counselor.userId, reason: '誤りだった' })
  expect((await found(counselor, '仮名')).people).toBe(enough / 2)
})

test('what goes to another desk leaves its drawer, and only its new desk finds it', async () => {
  const { office, counselor, supervisor, caseIds } = await aFullDesk()
  const other = await office.desk(['counselor', 'supervisor'])
  await found(counselor, '仮名')
  const caseId = caseIds[1] ?? ''
  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })
  expect((await found(counselor, '仮名')).people).toBe(enough / 2 - 1)
  const [receiving] = other.people
  if (!receiving) throw new Error('nobody is there')
  expect((await found(receiving, '仮名')).people).toBe(1)
})

test('a drawer that was altered raises its alarm and keeps nobody from being found', async () => {
  const { desk, counselor } = await aFullDesk()
  const sound = await found(counselor, '仮名')
  await database.superuser.query(
    "update search_drawer set lines = set_byte(lines, 60, get_byte(lines, 60) # 1) where desk_id = $1 and label = 'person.desk_card'",
    [desk.id],
  )
  const before = database.alarms.length
  expect(await found(counselor, '仮名')).toEqual(sound)
  expect(database.alarms.slice(before)).toMatchObject([{ label: 'search_drawer.lines' }])
  expect(await found(counselor, '仮名')).toEqual(sound)
  expect(database.alarms).toHaveLength(before + 1)
})

test('nothing is filed while somebody changes a card of the desk, and no change is overtaken', async () => {
  const { desk, counselor, caseIds } = await aFullDesk()
  const { id: personId } = await clientOf(caseIds[1] ?? '')
  await database.superuser.query('begin')
  await database.superuser.query('update person set rev = rev + 1 where id = $1', [personId])
  expect((await found(counselor, '仮名')).people).toBe(enough / 2)
  await database.superuser.query('rollback')
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: 0 })
  expect(await places(desk.id, 'case_.label'), 'labels are of the same desk').toMatchObject({ filed: 0 })
  await found(counselor, '仮名')
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: enough })
})

test('nobody files for another desk, nor what is not as she read it', async () => {
  const { desk, counselor, caseIds } = await aFullDesk()
  const other = await (await TestOffice.open(database)).desk(['counselor'])
  const ids = await Promise.all(caseIds.map(async (caseId) => (await clientOf(caseId)).id))
  const file = (who: TestPerson, deskId: string, rowIds: string[], rev = 1) =>
    injected(who, "select auth.file_drawer($1, $2, 'person.desk_card', $3, '\\x00', $4, $5) as is_filed", [
      ...[randomUUID(), deskId, drawerRecord.version, rowIds],
      rowIds.map(() => rev),
    ])
  const [stranger] = other.people
  if (!stranger) throw new Error('nobody is there')
  expect(await file(stranger, desk.id, ids)).toEqual([{ is_filed: false }])
  expect(await file(stranger, other.id, ids)).toEqual([{ is_filed: false }])
  expect(await file(counselor, desk.id, ids, 2)).toEqual([{ is_filed: false }])
  expect(await file(counselor, desk.id, [...ids, randomUUID()])).toEqual([{ is_filed: false }])
  expect(await places(desk.id, 'person.desk_card')).toMatchObject({ filed: 0 })
})
