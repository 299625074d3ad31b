import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { enterStatements } from '../../platform/entering.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { editCore } from './edit-core.ts'
import { listCases } from './list-cases.ts'
import { drawNumber } from './number-store.ts'
import { dayInJapan, fiscalYearOf } from './policy.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
const day = '2031-06-01'

/** Draws as a use-case would, and keeps what was drawn. */
async function draw(person: TestPerson): Promise<number> {
  const { pool, vault } = platform()
  return inTransaction(pool, enterStatements(vault, person), async ({ tx, commit }) => {
    const number = await drawNumber(tx, day)
    await commit()
    return Number(number.replace(/^R\d+-/, ''))
  })
}

async function aCounselor(): Promise<{ office: TestOffice; counselor: TestPerson }> {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people
  if (!counselor) throw new Error('people are missing')
  return { office, counselor }
}

/** Marks numbers as given, as if so many cases had been opened before. */
const give = (office: TestOffice, from: number, count: number) =>
  database.superuser.query(
    `insert into case_number (tenant_id, fiscal_year, given)
     values ($1, $2, (repeat('0', $3) || repeat('1', $4) || repeat('0', 100000 - $3 - $4))::bit varying)`,
    [office.tenantId, fiscalYearOf(day), from, count],
  )

test('numbers are drawn without order: none tells how many were opened before', async () => {
  const { counselor } = await aCounselor()
  const drawn: number[] = []
  for (let count = 0; count < 40; count++) drawn.push(await draw(counselor))
  expect(new Set(drawn).size).toBe(40)
  expect(drawn.every((number) => number >= 1 && number <= 9999)).toBe(true)
  const steps = drawn.slice(1).map((number, at) => number - (drawn[at] ?? 0))
  expect(steps.filter((step) => step > 0).length).toBeGreaterThan(5)
  expect(steps.filter((step) => step < 0).length).toBeGreaterThan(5)
})

test('many at once get different numbers, and two desks of a tenant never the same one', async () => {
  const { office, counselor } = await aCounselor()
  const [colleague] = (await office.desk(['counselor', 'supervisor'])).people
  if (!colleague) throw new Error('people are missing')
  // All but six of the first half are given: a drawing that forgets one shows at once.
  await give(office, 1, 4990)
  const drawn = await Promise.all([...Array(9)].map((_, at) => draw(at % 2 ? counselor : colleague)))
  expect(new Set(drawn).size).toBe(9)
  expect(drawn.every((number) => number > 4990 && number <= 9999)).toBe(true)
})

test('when more than half of the four digits are given, the next numbers have five', async () => {
  const { office, counselor } = await aCounselor()
  await give(office, 1, 4999)
  expect(await draw(counselor)).toBeLessThan(10_000)
  expect(await draw(counselor)).toBeGreaterThanOrEqual(10_000)
})

test('the record of given numbers names no case, and the runtime role reads nothing of it', async () => {
  const { counselor } = await aCounselor()
  await aCase(counselor)
  const { rows } = await database.superuser.query(
    "select string_agg(column_name, ' ' order by column_name) as columns from information_schema.columns where table_name = 'case_number'",
  )
  expect(rows[0].columns).toBe('fiscal_year given tenant_id')
  const app = await database.as('yorube_app')
  await expect(app.query('select * from case_number')).rejects.toThrow(/permission denied/)
})

test('nobody without a seat from which cases are opened draws a number', async () => {
  const office = await TestOffice.open(database)
  const [clerk] = (await office.desk(['desk_worker', 'desk_lead'], 'asked')).people
  if (!clerk) throw new Error('people are missing')
  await expect(draw(clerk)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a number that was rolled back is free again', async () => {
  const { office, counselor } = await aCounselor()
  const { pool, vault } = platform()
  await inTransaction(pool, enterStatements(vault, counselor), ({ tx }) => drawNumber(tx, day))
  const { rows } = await database.superuser.query('select 1 from case_number where tenant_id = $1', [
    office.tenantId,
  ])
  expect(rows).toEqual([])
})

test('a case carries the number of its fiscal year, and no edit changes it', async () => {
  const { counselor } = await aCounselor()
  const caseId = await aCase(counselor)
  const { core } = await showCase(counselor, { caseId })
  await editCore(counselor, { caseId, rev: 1, core: { number: 'R1-0001', title: '新しい題' } })
  const after = await showCase(counselor, { caseId })
  expect(after.core).toMatchObject({ number: core?.number, title: '新しい題', wishes: '' })
  const { cases } = await listCases(counselor, { view: 'desk' })
  expect(cases[0]?.number).toMatch(new RegExp(`^R${fiscalYearOf(dayInJapan()) - 2018}-\\d{4}$`))
})
