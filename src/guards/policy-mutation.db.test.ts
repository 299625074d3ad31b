import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { readTables, type Table } from './matrix/catalogue.ts'
import { compare } from './matrix/cells.ts'
import { functionMutants, type Mutant, pairsOf, policyMutants } from './matrix/mutants.ts'
import { oracle } from './matrix/oracle.ts'
import { installProbe } from './matrix/probe.ts'
import { seed } from './matrix/seed.ts'
import { type Person, people } from './matrix/story.ts'

/**
 * Would the matrix notice? Every policy dropped and opened wide, every condition of who is asking taken away: each such
 * mutant must disagree with the oracle somewhere, and so must every two on one table: where one policy hides what another
 * lets through, only both together show it. `npm test` tries every eighth policy and every thirtieth pair; the drill tries all
 * (`npm run drill -- policies`).
 */
const database = useDatabase()
const isWhole = process.env.GUARDS === 'whole' || process.env.DRILL === 'whole'
/** Of the pairs, `npm test` tries one in so many. */
const pairStep = isWhole ? 1 : 30
let tables: Table[]

beforeAll(async () => {
  tables = await readTables(database)
  await installProbe(database)
  await seed(database, tables, oracle)
}, 120_000)

/** Every station and condition, with the roles between which policies tell. */
const witnesses: Person[] = people.filter(
  (one) =>
    one.deskRole === null || one.condition !== 'plain' || ['counselor', 'manager'].includes(one.deskRole),
)
/** Tables that, between them, hang on every function. */
const telling = [
  'public.case_',
  'public.case_rule',
  'public.request',
  'public.body',
  'public.caller_token',
  'public.handover_read',
]

async function isNoticed(mutant: Mutant): Promise<boolean> {
  const { superuser } = database
  const looked = tables.filter(({ name }) => (mutant.table ? name === mutant.table : telling.includes(name)))
  await superuser.query('begin')
  try {
    await superuser.query(mutant.statement)
    await superuser.query('set local role yorube_app')
    for (const person of [...witnesses]) {
      const { disagreements } = await compare(superuser, looked, oracle, [person])
      if (Object.keys(disagreements).length === 0) continue
      askFirst(person)
      return true
    }
    return false
  } finally {
    await superuser.query('rollback')
  }
}

/** Mutants of one table stand together: who noticed one often notices the next. */
function askFirst(person: Person): void {
  witnesses.splice(witnesses.indexOf(person), 1)
  witnesses.unshift(person)
}

async function survivorsOf(mutants: readonly Mutant[]): Promise<string[]> {
  const survivors: string[] = []
  for (const mutant of mutants) {
    if (await isNoticed(mutant)) continue
    survivors.push(mutant.name)
    process.stdout.write(`survived: ${mutant.name}\n`)
  }
  process.stdout.write(`${mutants.length} mutants, ${survivors.length} survived\n`)
  return survivors
}

test('an untouched database is not suspected', async () => {
  for (const table of telling) expect(await isNoticed({ name: '', statement: 'select 1', table })).toBe(false)
})

test('a missing condition of who is asking is noticed', async () => {
  expect(await survivorsOf(await functionMutants(database))).toEqual([])
}, 120_000)

test('a missing or open policy is noticed', async () => {
  const mutants = await policyMutants(database)
  expect(mutants.length).toBeGreaterThan(300)
  expect(await survivorsOf(isWhole ? mutants : mutants.filter((_, index) => index % 8 === 0))).toEqual([])
}, 900_000)

test('two missing or open policies of one table do not hide each other', async () => {
  const pairs = pairsOf(await policyMutants(database))
  expect(pairs.length).toBeGreaterThan(1_000)
  expect(await survivorsOf(pairs.filter((_, index) => index % pairStep === 0))).toEqual([])
}, 7_200_000)
