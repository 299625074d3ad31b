import { expect, test } from 'vitest'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { sift } from '../../platform/sifting.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { searchWords } from '../../ui/lookup/match.ts'
import { aCase, assign, blockPerson, editPersonOfCase, transferCase } from '../cases/testing.ts'
import { findablePerson, lookFor, searchablePeople } from '../people/index.ts'
import { findAnything } from './find.ts'

const database = useDatabase()
const enough = 32
const rowsOf = async <Row>(text: string, values: unknown[]): Promise<Row[]> =>
  (await database.superuser.query(text, values)).rows as Row[]

let hook: () => Promise<void> = async () => undefined
let beforeFiling: () => Promise<void> = async () => undefined
const slowSearch = defineUseCase({
  name: 'guard.slow-search',
  permission: 'search.run',
  purpose: 'support',
  input: z.object({ words: z.string() }),
  subject: () => ({ objectType: 'search' }),
  output: z.object({ people: z.number(), unopenable: z.number() }),
  async run(scene, { words }) {
    const source = await searchablePeople(scene, desksFor(scene.actor, 'case.read'))
    await hook()
    const found = await sift(
      scene.keys,
      source,
      lookFor(searchWords(words), findablePerson, 'guard.slow-search'),
    )
    const file = await source.seal()
    await beforeFiling()
    await file()
    return { people: found.hits.length, unopenable: found.unopenable }
  },
  audit: ({ people }) => ({ count: people }),
})

async function aFullDesk(many = enough) {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor, supervisor, manager] = desk.people as [TestPerson, TestPerson, TestPerson]
  const caseIds: string[] = []
  for (let at = 0; at < many; at += 1)
    caseIds.push(await aCase(counselor, { title: `見本の件${at % 4}`, family: at % 2 ? '仮名' : '想定' }))
  return { office, desk, counselor, supervisor, manager, caseIds }
}
const found = async (who: TestPerson, words: string) => {
  const { people, unopenable } = await findAnything(who, { words, breadth: 'many' })
  return { people: people.total, unopenable }
}
const clientOf = async (caseId: string) =>
  (
    await rowsOf<{ id: string; rev: number; drawer: string | null }>(
      `select p.id, p.rev::integer as rev, s.drawer_id as drawer from person p left join auth.search_place s on s.row_id = p.id
       where p.case_id = $1 and p.part = 'client'`,
      [caseId],
    )
  )[0] as { id: string; rev: number; drawer: string | null }

const card = { names: [{ family: '改姓', given: '花', familyKana: 'かいせい', givenKana: 'はな' }] }

test('a drawer that was emptied and filed anew between two steps of a search: nobody in it is missed', async () => {
  const { counselor, supervisor, caseIds } = await aFullDesk()
  await found(counselor, '仮名')
  const caseId = caseIds[0] as string
  const { id: personId } = await clientOf(caseId)
  hook = async () => {
    await editPersonOfCase(supervisor, { caseId, personId, rev: 1, card })
    await found(supervisor, '想定')
  }
  expect(await slowSearch(counselor, { words: '仮名' })).toEqual({ people: enough / 2, unopenable: 0 })
})

test('SQL of her own puts new people into an old drawer, whose lines do not name them', async () => {
  const { desk, counselor } = await aFullDesk()
  await found(counselor, '仮名')
  for (let at = 0; at < 3; at += 1) await aCase(counselor, { family: '新着' })
  expect(await found(counselor, '新着')).toEqual({ people: 3, unopenable: 0 })
  const app = await database.as('yorube_app')
  await app.query('begin')
  await enterRaw(app, counselor)
  const { rows } = await app.query(
    `select r.id, r.lines, r.schema_no
     from auth.read_drawers(array(select d.id from auth.drawers_at('person.desk_card', array[$1]::uuid[], 10) d)) r`,
    [desk.id],
  )
  const [drawer] = rows
  await app.query('select auth.mark_drawer($1)', [drawer.id])
  const filed = await app.query(
    `select auth.file_drawer($1, $2, 'person.desk_card', $3, $4, array_agg(p.id), array_agg(p.rev)) as is_filed
     from person p where p.desk_id = $2 and p.desk_card is not null`,
    [drawer.id, desk.id, drawer.schema_no, drawer.lines],
  )
  await app.query('commit')
  expect(filed.rows).toEqual([{ is_filed: false }])
  expect(await found(counselor, '新着')).toEqual({ people: 3, unopenable: 0 })
})

test('a case without copies that is being hidden lies in no drawer afterwards', async () => {
  const { office, desk, counselor, supervisor, manager } = await aFullDesk(enough - 1)
  const other = await office.desk(['counselor', 'supervisor', 'manager'])
  const [theirs, , theirManager] = other.people as [TestPerson, TestPerson, TestPerson]
  const caseId = await aCase(theirs, { family: '渡り' })
  await office.stepUp(theirManager)
  await transferCase(theirManager, { caseId, toDeskId: desk.id, reason: '転居' })
  await database.superuser.query('begin')
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseId, counselor.userId, manager.userId],
  )
  await assign(supervisor, { caseId, assigneeId: supervisor.userId })
  await found(supervisor, '仮名')
  await database.superuser.query('commit')
  expect((await clientOf(caseId)).drawer).toBeNull()
})

test('whoever changes a card does not wait for a search that files', async () => {
  const { counselor, supervisor, caseIds } = await aFullDesk()
  const caseId = caseIds[0] as string
  const { id: personId } = await clientOf(caseId)
  let waited = ''
  let edit: Promise<unknown> = Promise.resolve()
  hook = async () => undefined
  beforeFiling = async () => {
    beforeFiling = async () => undefined
    edit = editPersonOfCase(supervisor, { caseId, personId, rev: 1, card })
    waited = await Promise.race([
      edit.then(() => 'changed'),
      new Promise<string>((resolve) => setTimeout(() => resolve('waits'), 2_000)),
    ])
  }
  await slowSearch(counselor, { words: '仮名' })
  await edit
  expect(waited).toBe('changed')
})

test('whom such a case is hidden from does not count it', { timeout: 90_000 }, async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor', 'manager'])
  const [counselor, supervisor, manager] = desk.people as [TestPerson, TestPerson, TestPerson]
  const other = await office.desk(['counselor', 'supervisor', 'manager'])
  const [theirs, , theirManager] = other.people as [TestPerson, TestPerson, TestPerson]
  const caseId = await aCase(theirs, { family: '仮名' })
  await office.stepUp(theirManager)
  await transferCase(theirManager, { caseId, toDeskId: desk.id, reason: '転居' })
  await database.superuser.query(
    "update person set created_at = created_at - interval '1 day' where case_id = $1",
    [caseId],
  )
  const many = 310
  for (let at = 0; at < many; at += 10)
    await Promise.all(Array.from({ length: 10 }, () => aCase(counselor, { family: '仮名' })))
  await database.superuser.query('begin')
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, caseId, counselor.userId, manager.userId],
  )
  await assign(supervisor, { caseId, assigneeId: supervisor.userId })
  await found(supervisor, '仮名')
  await database.superuser.query('commit')
  expect(await found(supervisor, '仮名')).toMatchObject({ people: many + 1 })
  expect(await found(counselor, '仮名')).toMatchObject({ people: many })
})

test('through the use-cases: handing over one case and hiding another', { timeout: 90_000 }, async () => {
  const { office, counselor, supervisor, manager, caseIds } = await aFullDesk(64)
  const other = await office.desk(['counselor', 'supervisor', 'manager'])
  const answers: string[] = []
  const said = (act: Promise<unknown>) =>
    act.then(
      () => 'done',
      (error: { code: string; cause?: { code?: string } }) => `${error.code} ${error.cause?.code}`,
    )
  for (let at = 0; at < 24; at += 2) {
    await found(supervisor, '仮名')
    await office.stepUp(manager)
    const both = [
      said(transferCase(manager, { caseId: caseIds[at] as string, toDeskId: other.id, reason: '転居' })),
      new Promise((resolve) => setTimeout(resolve, at / 2)).then(() =>
        said(
          blockPerson(supervisor, {
            caseId: caseIds[at + 1] as string,
            userId: counselor.userId,
            reason: '配偶者の知人',
          }),
        ),
      ),
    ]
    answers.push(...(await Promise.all(both)))
  }
  expect(answers.filter((one) => one !== 'done')).toEqual([])
})
