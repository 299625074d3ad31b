import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordKinds } from '../records.ts'
import { schemaText } from './schema-text.ts'
import { useDatabase } from './testing/use-database.ts'

/**
 * Guards over the whole database: a table, column, policy or function that departs from the rules of docs/security.md
 * stops the build. A red line here is either a mistake or a design change with an ADR; the rules are never loosened to pass.
 */
const database = useDatabase()
import.meta.glob('../../modules/*/records.ts', { eager: true })

/** Not ours, or before any tenant exists. */
const schemasOfOthers = ['pg_catalog', 'information_schema', 'graphile_worker', 'pg_toast']
const tablesWithoutTenant = ['internal.migration']

async function rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await database.superuser.query<Row>(sql, values)).rows
}

function tables() {
  return rows<{ name: string; is_forced: boolean; policies: string[] }>(
    `select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as is_forced,
            array(select p.polname::text from pg_policy p where p.polrelid = c.oid and not p.polpermissive) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname <> all ($1) order by 1`,
    [schemasOfOthers],
  )
}

test('every table has forced row-level security and the tenant wall', async () => {
  const found = (await tables()).filter((table) => !tablesWithoutTenant.includes(table.name))
  expect(found.length).toBeGreaterThan(40)
  expect(found.filter((table) => !table.is_forced)).toEqual([])
  expect(found.filter((table) => !table.policies.includes('tenant'))).toEqual([])
})

test('every column names its class, and sealed classes are bytes', async () => {
  const columns = await rows<{ name: string; type: string; class: string | null }>(
    `select n.nspname || '.' || c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type,
            col_description(c.oid, a.attnum) as class
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and n.nspname <> all ($1) order by 1`,
    [schemasOfOthers],
  )
  const ours = columns.filter(
    (column) => !tablesWithoutTenant.some((table) => column.name.startsWith(`${table}.`)),
  )
  expect(ours.filter((column) => !/^[PCSFAK]$/.test(column.class ?? ''))).toEqual([])
  expect(ours.filter((column) => /^[SFA]$/.test(column.class ?? '') && column.type !== 'bytea')).toEqual([])
  expect(ours.filter((column) => column.type === 'bytea' && !/^[SFAK]$/.test(column.class ?? ''))).toEqual([])
  expect(ours.filter((column) => ['json', 'jsonb', 'xml'].includes(column.type))).toEqual([])
})

/** Sealed by other means than a record kind: files under their own key, reasons for auditors. */
const sealedOtherwise = ['attachment.content', 'event.reason']

test('every sealed column has a record kind, and every record kind a sealed column', async () => {
  const sealed = await rows<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and a.attnum > 0 and n.nspname <> all ($1) and col_description(c.oid, a.attnum) in ('S', 'F', 'A')`,
    [schemasOfOthers],
  )
  const columns = sealed.map((column) => column.name).filter((name) => !sealedOtherwise.includes(name))
  expect(
    recordKinds()
      .map((kind) => kind.label)
      .sort(),
  ).toEqual(columns.sort())
})

test('policies compute who is asking once per statement', async () => {
  const policies = await rows<{ name: string; text: string }>(
    `select tablename || ': ' || policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as text
     from pg_policies where schemaname <> all ($1)`,
    [schemasOfOthers],
  )
  expect(policies.length).toBeGreaterThan(80)
  const bare = policies.filter(({ text }) =>
    text.replace(/\(\s*SELECT auth\.my_\w+\([^)]*\) AS my_\w+\)/g, '').includes('auth.my_'),
  )
  expect(bare.map((policy) => policy.name)).toEqual([])
})

/** Under row-level security in all that they read: src/guards/hot-policies.db.test.ts names them and holds their role to it. */
const ownerOfHot = 'yorube_hot'

test('definer functions belong to the role without rights, with a fixed search path', async () => {
  const functions = await rows<{ name: string; owner: string; config: string[] | null; is_public: boolean }>(
    `select p.oid::regprocedure::text as name, r.rolname as owner, p.proconfig as config,
            has_function_privilege('yorube_auditor', p.oid, 'execute') and p.proname not like 'my_%' as is_public
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
     where p.prosecdef and n.nspname <> all ($1)`,
    [schemasOfOthers],
  )
  expect(functions.length).toBeGreaterThan(20)
  expect(functions.filter((one) => one.owner !== 'yorube_definer' && one.owner !== ownerOfHot)).toEqual([])
  expect(functions.filter((one) => !one.config?.includes('search_path=pg_catalog, pg_temp'))).toEqual([])
  expect(functions.filter((one) => one.is_public)).toEqual([])
})

test('no runtime role passes row-level security or owns a table', async () => {
  const roles = await rows<{ rolname: string }>(
    "select rolname from pg_roles where rolname like 'yorube%' and (rolsuper or rolbypassrls or rolcreaterole)",
  )
  expect(roles).toEqual([])
  const owners = await rows<{ rolname: string }>(
    "select distinct r.rolname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'yorube%'",
  )
  expect(owners).toEqual([{ rolname: 'yorube_migrator' }])
})

test('the generated table types are those of the migrations', async () => {
  expect(readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8')).toBe(
    await schemaText(database.superuser),
  )
})

test('without a session a runtime role sees no row and writes none', async () => {
  const app = await database.as('yorube_app')
  for (const { name } of await tables()) {
    const isReadable = await rows<{ may: boolean }>('select has_any_column_privilege($1, $2, $3) as may', [
      'yorube_app',
      name,
      'select',
    ])
    if (!isReadable[0]?.may) continue
    const { rows: seen } = await app
      .query(`select count(*)::int as count from ${name}`)
      .catch(() => ({ rows: [{ count: 0 }] }))
    expect(seen[0]).toEqual({ count: 0 })
  }
})
