import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { readTables, type Table } from './matrix/catalogue.ts'
import { isReviewedElsewise, knownToAll, parentsOf } from './matrix/parents.ts'

/**
 * A row is written only under a row that its writer sees. That it is so, the authorisation matrix tries column by column;
 * here: that no column was forgotten.
 */
const database = useDatabase()
let tables: Table[]

beforeAll(async () => {
  tables = await readTables(database)
})

const columnsOf = (table: Table) => parentsOf(table).map(({ column }) => `${table.name}.${column}`)

test('every foreign key that the runtime role can fill names a row that all may know, or one that is looked for', async () => {
  const { rows } = await database.superuser.query<{ table: string; column: string; parent: string }>(
    `select n.nspname || '.' || c.relname as table, a.attname as column, pn.nspname || '.' || p.relname as parent
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
     where k.contype = 'f' and n.nspname in ('auth', 'public') and a.attname <> 'tenant_id'
       and has_column_privilege('yorube_app', c.oid, a.attnum, 'insert')`,
  )
  expect(rows.length).toBeGreaterThan(60)
  const looked = new Set(tables.flatMap(columnsOf))
  const forgotten = rows.filter(
    ({ table, column, parent }) =>
      !knownToAll.includes(parent) && !looked.has(`${table}.${column}`) && !isReviewedElsewise(table, column),
  )
  expect(forgotten).toEqual([])
})

/** Ids that name no row of anybody's, or one that everybody knows, or the row itself. */
const noParent = new Set([
  ...['id', 'tenant_id', 'user_id', 'desk_id', 'body_id', 'unlocker_id', 'key_id'],
  ...[
    'owner_desk_id',
    'from_desk_id',
    'to_desk_id',
    'recipient_desk_id',
    'speaker_desk_id',
    'shared_desk_id',
  ],
  ...['author_id', 'actor_id', 'assignee_id', 'owner_id', 'covers_user_id'],
  // Of many kinds; read together with the kind, and only by whoever sees the row itself.
  ...['object_id', 'subject_id', 'outcome_id', 'basis_id'],
])

test('every column that ends in _id was thought about', () => {
  const unknown = tables.flatMap((table) => {
    const known = new Set(columnsOf(table))
    return table.columns
      .filter(({ name, canAdd }) => canAdd && name.endsWith('_id') && !noParent.has(name))
      .map(({ name }) => `${table.name}.${name}`)
      .filter((name) => !known.has(name) && !isReviewedElsewise(...splitLast(name)))
  })
  expect(unknown).toEqual([])
})

function splitLast(name: string): [string, string] {
  const end = name.lastIndexOf('.')
  return [name.slice(0, end), name.slice(end + 1)]
}

test('each of them has its policy, for writing and for moving', async () => {
  const { rows } = await database.superuser.query<{ name: string }>(
    "select schemaname || '.' || tablename || ' ' || policyname as name from pg_policies where policyname like 'parent_%'",
  )
  const wanted = tables.flatMap((table) =>
    parentsOf(table).flatMap(({ column }) => {
      const isMovable = table.columns.some(({ name, canChange }) => name === column && canChange)
      const name = `${table.name} parent_${column}`
      return isMovable ? [name, `${name}_kept`] : [name]
    }),
  )
  expect(rows.map((row) => row.name).sort()).toEqual(wanted.sort())
})
