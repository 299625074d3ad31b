import type { TestDatabase } from '../../platform/db/testing/use-database.ts'

export interface Column {
  name: string
  type: string
  isRequired: boolean
  isKey: boolean
  isIdentity: boolean
  /** The first value its check constraint allows, if it names a closed set. */
  firstChoice: string | null
  canSee: boolean
  canAdd: boolean
  canChange: boolean
}
export interface Table {
  name: string
  canRemove: boolean
  columns: readonly Column[]
}

/** Every table of ours with what the runtime role is granted on each column, as the catalogue says it. */
export async function readTables(database: TestDatabase): Promise<Table[]> {
  const { rows } = await database.superuser.query<Table>(`
    select n.nspname || '.' || c.relname as name, has_table_privilege('yorube_app', c.oid, 'delete') as "canRemove",
      json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, null),
        'isRequired', a.attnotnull and not a.atthasdef and a.attidentity = '',
        'isKey', exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)),
        'isIdentity', a.attidentity <> '',
        'firstChoice', (select substring(pg_get_constraintdef(k.oid) from 'ARRAY[[]''([^'']+)''') from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
            and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[''%' limit 1),
        'canSee', has_column_privilege('yorube_app', c.oid, a.attnum, 'select'),
        'canAdd', has_column_privilege('yorube_app', c.oid, a.attnum, 'insert'),
        'canChange', has_column_privilege('yorube_app', c.oid, a.attnum, 'update')) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname in ('auth', 'audit', 'public', 'intake')
    group by c.oid, 1, 2 order by 1`)
  return rows
}
