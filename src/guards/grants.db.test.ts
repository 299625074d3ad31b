import { expect, test } from 'vitest'
import { useDatabase } from '../platform/db/testing/use-database.ts'

/**
 * What each role of the database may touch at all, table by table, column by column, function by function. A difference
 * is either a mistake or wanted; wanted ones are written with `npm test -- src/guards/grants -u` and read in the review.
 */
const database = useDatabase()
const roles = [
  'yorube_app',
  'yorube_worker',
  'yorube_intake',
  'yorube_auditor',
  'yorube_ledger',
  'yorube_hot',
]

async function lines(sql: string): Promise<string[]> {
  return (await database.superuser.query<{ line: string }>(sql, [roles])).rows.map((row) => row.line)
}

test('what the roles are granted is what was reviewed', async () => {
  const schemas = await lines(`
    select r || ' uses schema ' || n.nspname as line from unnest($1::text[]) r, pg_namespace n
    where n.nspname not like 'pg_%' and n.nspname not in ('information_schema', 'graphile_worker')
      and (has_schema_privilege(r, n.oid, 'usage') or has_schema_privilege(r, n.oid, 'create')) order by 1`)
  const tables = await lines(`
    select r || ' ' || string_agg(p, ', ' order by p) || ' on ' || c.oid::regclass || coalesce(' (' || cols || ')', '') as line
    from unnest($1::text[]) r
    cross join lateral (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) v (p)
    cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select case when p in ('delete', 'truncate', 'trigger') or has_table_privilege(r, c.oid, p) then null
      else (select string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege(r, c.oid, a.attnum, p)) end) x (cols)
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ('auth', 'audit', 'intake', 'internal', 'public')
      and (has_table_privilege(r, c.oid, p) or cols is not null)
    group by r, c.oid, cols order by r, c.oid::regclass::text, 1`)
  const functions = await lines(`
    select r || ' executes ' || f.oid::regprocedure as line
    from unnest($1::text[]) r cross join pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where n.nspname in ('auth', 'audit', 'intake', 'internal', 'public') and has_schema_privilege(r, n.oid, 'usage')
      and has_function_privilege(r, f.oid, 'execute') order by 1`)
  expect(tables.length).toBeGreaterThan(50)
  await expect([...schemas, ...tables, ...functions, ''].join('\n')).toMatchFileSnapshot(
    'reviewed/grants.txt',
  )
})
