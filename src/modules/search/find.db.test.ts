import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, assign, blockPerson, transferCase } from '../cases/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import { mergePeople } from '../people/testing.ts'
import { findAnything, findInNetwork } from './find.ts'

const database = useDatabase()

function named(people: readonly (TestPerson | undefined)[]): TestPerson[] {
  return people.map((person) => {
    if (!person) throw new Error('people are missing')
    return person
  })
}

async function aHub(office?: TestOffice) {
  const at = office ?? (await TestOffice.open(database))
  const desk = await at.desk(['counselor', 'supervisor', 'counselor'])
  const [counselor, supervisor, colleague] = named(desk.people) as [TestPerson, TestPerson, TestPerson]
  return { office: at, desk, counselor, supervisor, colleague }
}

const nothingFound = {
  cases: { total: 0, shown: [] },
  people: { total: 0, shown: [] },
  requests: { total: 0, shown: [] },
  desks: { total: 0, shown: [] },
  isCut: false,
  unopenable: 0,
}

test('a case is found by number and title, its people by name; each names the other', async () => {
  const { counselor } = await aHub()
  const caseId = await aCase(counselor, { title: '転居と離婚の相談', family: '髙﨑' })
  await aCase(counselor, { title: '養育費の相談', family: '別人' })
  const byTitle = await findAnything(counselor, { words: '離婚' })
  expect(byTitle.cases).toMatchObject({
    total: 1,
    shown: [{ caseId, title: '転居と離婚の相談', status: 'open' }],
  })
  const [found] = byTitle.cases.shown
  expect(found?.name).toBe('髙﨑 花')
  for (const words of [found?.number ?? '', (found?.number ?? '').replace('-', '').toLowerCase()])
    expect((await findAnything(counselor, { words })).cases.shown[0]?.caseId, words).toBe(caseId)
  const byName = await findAnything(counselor, { words: '高崎' })
  expect(byName.people.shown).toMatchObject([
    { caseId, caseNumber: found?.number, name: '髙﨑 花', part: 'client', consultation: null },
  ])
  expect(byName.cases.total).toBe(0)
})

test('a caller on no case leads to her last consultation, by the end of her number or her birth date', async () => {
  const { counselor } = await aHub()
  const id = await aConsultation(counselor, {
    person: { familyKana: 'かくう', givenKana: 'はなこ', birthDate: 'H2.1.2', phone: '090-0000-1234' },
  })
  for (const words of ['1234', 'h2.1.2', 'ｶｸｳ', 'はなこ 1990-01-02'])
    expect((await findAnything(counselor, { words })).people.shown, words).toMatchObject([
      { caseId: null, consultation: { id, day: '2026-11-20' }, birthDate: '1990-01-02' },
    ])
  expect((await findAnything(counselor, { words: '1234' })).people.shown[0]?.phone).toBe('090-0000-1234')
})

test('a woman said to be the same on several records is found once, on her case', async () => {
  const { counselor } = await aHub()
  const person = { familyKana: 'かくう', givenKana: 'はなこ', birthDate: 'H2.1.2' }
  const first = await aConsultation(counselor, { person })
  const again = await aConsultation(counselor, { person })
  const caseId = await aCase(counselor, { title: '重なる件' })
  const idsFor = async (sql: string, values: string[]) =>
    (await database.superuser.query(sql, values)).rows.map((row) => row.id as string)
  const clients = "select id from person where case_id = $1 and part = 'client'"
  const [onCase] = await idsFor(clients, [caseId])
  const [one, two] = await idsFor('select person_id as id from consultation where id = any($1::uuid[])', [
    `{${first},${again}}`,
  ])
  const found = async () => (await findAnything(counselor, { words: 'かくう' })).people
  expect((await found()).total).toBe(3)
  const merged = await mergePeople(counselor, { personId: one ?? '', otherId: two ?? '' })
  await mergePeople(counselor, { personId: two ?? '', otherId: onCase ?? '' })
  expect(await found()).toMatchObject({ total: 1, shown: [{ personId: onCase, caseId }] })
  expect(merged).toBeTruthy()
})

test('for the person a case is blocked for, nothing of it is found: like something that was never there', async () => {
  const { counselor, supervisor, colleague } = await aHub()
  const caseId = await aCase(counselor, { title: '架空の題', family: '秘密' })
  await blockPerson(supervisor, { caseId, userId: colleague.userId, reason: '元夫の同僚' })
  for (const words of ['秘密', '架空の題', 'かくう']) {
    expect(
      (await findAnything(counselor, { words })).people.total +
        (await findAnything(counselor, { words })).cases.total,
    ).toBeGreaterThan(0)
    const { words: _words, ...found } = await findAnything(colleague, { words })
    expect(found).toEqual(nothingFound)
  }
  expect(database.alarms).toEqual([])
})

test('another desk, another tenant, and a seat from which cases are not read find nothing', async () => {
  const { office, counselor } = await aHub()
  await aCase(counselor, { family: '別世界' })
  const other = await aHub(office)
  const elsewhere = await aHub()
  for (const person of [other.counselor, elsewhere.counselor])
    expect((await findAnything(person, { words: '別世界' })).people.total).toBe(0)

  // A reader of cases at one desk is none at another where she only looks after a shelter.
  const [keeper, carer] = named([await office.person(), await office.person()]) as [TestPerson, TestPerson]
  await office.deskOf([
    { person: keeper, role: 'counselor' },
    { person: carer, role: 'shelter_worker' },
  ])
  await office.deskOf([{ person: carer, role: 'counselor' }])
  await aCase(keeper, { title: '別世界の件', family: '別世界' })
  const seen = async (person: TestPerson) => {
    const { cases, people, unopenable } = await findAnything(person, { words: '別世界' })
    return [cases.total, people.total, unopenable]
  }
  expect([await seen(keeper), await seen(carer)]).toEqual([
    [1, 1, 0],
    [0, 0, 0],
  ])
})

test('lists are bounded, counts are whole, and the record says how many were found and nothing of what', async () => {
  const { office, counselor } = await aHub()
  for (let count = 0; count < 53; count++) await aCase(counselor, { title: `一覧の件 ${count}` })
  const few = await findAnything(counselor, { words: '一覧の件' })
  expect([few.cases.total, few.cases.shown.length]).toEqual([53, 5])
  const many = await findAnything(counselor, { words: '一覧の件', breadth: 'many' })
  expect([many.cases.total, many.cases.shown.length]).toEqual([53, 50])
  await findAnything(counselor, { words: '一覧に ない' })
  const { rows } = await database.superuser.query(
    "select count, result, object_type, case_id from audit.event where action = 'search.find' and tenant_id = $1 order by seq",
    [office.tenantId],
  )
  expect(rows).toEqual(
    [53, 53, 0].map((count) => ({ count, result: 'ok', object_type: 'search', case_id: null })),
  )
}, 60_000)

test('what was typed stands in the record sealed for auditors, and not at all before there is one', async () => {
  const { office, counselor } = await aHub()
  await findAnything(counselor, { words: '見本の語' })
  await signInAsAuditor(await office.person({ tenantRole: 'auditor' }))
  await findAnything(counselor, { words: '見本の語' })
  await findInNetwork(counselor, { words: '見本の語' })
  const { rows } = await database.superuser.query(
    `select length(reason) as length, object_id is null as nameless, position(convert_to('見本', 'utf8') in reason) as place
     from audit.event where actor_id = $1 order by seq`,
    [counselor.userId],
  )
  const sealed = { length: 130 + 58 + 256, nameless: false, place: 0 }
  expect(rows).toEqual([{ length: null, nameless: false, place: null }, sealed, sealed])
})

test('after a hand-over the giving desk finds nothing, and the receiving one finds it before and after it has its copies', async () => {
  const { office, counselor, supervisor } = await aHub()
  const other = await aHub(office)
  const caseId = await aCase(counselor, { title: '引き継ぐ件', family: '移管' })
  await office.stepUp(supervisor)
  await transferCase(supervisor, { caseId, toDeskId: other.desk.id, reason: '転居' })
  const total = async (person: TestPerson, words: string) => {
    const found = await findAnything(person, { words })
    return [found.cases.total, found.people.total]
  }
  expect(await total(counselor, '引き継ぐ件')).toEqual([0, 0])
  expect(await total(counselor, '移管')).toEqual([0, 0])
  expect([await total(other.counselor, '引き継ぐ件'), await total(other.counselor, '移管')]).toEqual([
    [1, 0],
    [0, 1],
  ])
  await assign(other.supervisor, { caseId, assigneeId: other.counselor.userId })
  expect([await total(other.counselor, '引き継ぐ件'), await total(other.counselor, '移管')]).toEqual([
    [1, 0],
    [0, 1],
  ])
})

test('a record that does not open is said to be missing, raises an alarm, and hides no other', async () => {
  const { office, counselor } = await aHub()
  const caseId = await aCase(counselor, { title: '壊れた件' })
  await aCase(counselor, { title: '無事な件' })
  await database.superuser.query(
    'update case_ set label = set_byte(label, 60, get_byte(label, 60) # 1) where id = $1',
    [caseId],
  )
  const found = await findAnything(counselor, { words: '件' })
  expect([found.cases.total, found.cases.shown[0]?.title, found.unopenable]).toEqual([1, '無事な件', 1])
  expect(database.alarms).toMatchObject([{ label: 'case_.label', rowId: caseId, action: 'search.find' }])
  expect(office.tenantId).toBeTruthy()
  database.alarms.length = 0
})

test('what is only marks or nothing finds nothing; too much is refused', async () => {
  const { counselor } = await aHub()
  await aCase(counselor)
  const { words: _words, ...found } = await findAnything(counselor, { words: 'ー ・' })
  expect(found).toEqual(nothingFound)
  await expect(findAnything(counselor, { words: '  ' })).rejects.toMatchObject({
    fields: { words: 'search_type_something' },
  })
  await expect(findAnything(counselor, { words: '長'.repeat(101) })).rejects.toMatchObject({
    fields: { words: 'search_too_long' },
  })
})
