import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { readTables, type Table } from './matrix/catalogue.ts'
import { compare } from './matrix/cells.ts'
import { oracle } from './matrix/oracle.ts'
import { installProbe } from './matrix/probe.ts'
import { missingTargets, seed } from './matrix/seed.ts'

/**
 * Every table × command × role × relation × tenant, asked of the real database as the runtime role, against an oracle
 * that was written from the design and not from the SQL. Where they differ, one of them is wrong: never loosen the
 * oracle to pass.
 */
const database = useDatabase()
let tables: Table[]

beforeAll(async () => {
  tables = await readTables(database)
  await installProbe(database)
  await seed(database, tables, oracle)
})

test('the oracle knows every table, and no other', () => {
  expect(tables.map((table) => table.name)).toEqual(Object.keys(oracle).sort())
})

test('the rows that are asked for stand there', async () => {
  expect(await missingTargets(database, tables, oracle)).toEqual([])
})

test('who may do what is what the oracle says', async () => {
  const app = await database.as('yorube_app')
  await app.query('begin')
  const { cells, reached, disagreements } = await compare(app, tables, oracle)
  await app.query('rollback')
  expect(disagreements).toEqual({})
  expect(cells).toBeGreaterThan(20_000)
  expect(reached).toBeGreaterThan(2_000)
  process.stdout.write(`${cells} cells equal to the oracle, ${reached} of them allowed\n`)
}, 120_000)
