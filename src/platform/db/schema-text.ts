import type { Client } from 'pg'

interface Column {
  table_schema: string
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: 'YES' | 'NO'
  has_default: boolean
}

const typeOf: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  bytea: 'Buffer',
  timestamptz: 'Date',
  date: 'string',
  time: 'string',
  xid8: 'string',
  varbit: 'string',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
}

/** The database's tables as Kysely's types. Throws for a column type that has no agreed meaning here. */
export async function schemaText(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.table_schema, c.table_name, c.column_name, c.udt_name, c.is_nullable,
           (c.column_default is not null or c.is_identity = 'YES') as has_default
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'internal', 'graphile_worker')
    order by c.table_schema, c.table_name, c.ordinal_position`)
  const tables = new Map<string, string[]>()
  for (const column of rows) {
    const table =
      column.table_schema === 'public' ? column.table_name : `${column.table_schema}.${column.table_name}`
    tables.set(table, [...(tables.get(table) ?? []), `    ${column.column_name}: ${columnType(column)}`])
  }
  const body = [...tables].map(
    ([name, lines]) => `  ${/\W/.test(name) ? `'${name}'` : name}: {\n${lines.join('\n')}\n  }`,
  )
  return `// Made from the migrations by \`npm run db:types\`; a test sees that it is current.
import type { Generated } from 'kysely'

export interface DB {
${body.join('\n')}
}
`
}

function columnType(column: Column): string {
  const base = typeOf[column.udt_name]
  if (!base)
    throw new Error(
      `${column.table_name}.${column.column_name}: no TypeScript type agreed for ${column.udt_name}`,
    )
  const type = column.is_nullable === 'YES' ? `${base} | null` : base
  return column.has_default ? `Generated<${type}>` : type
}
