import type { Client } from 'pg'

/**
 * Whether the database belongs to the root secret of that name; one that belongs to none yet is given to it. Another
 * instance's secret would let everything start and then open nothing. Connect as yorube_migrator.
 */
export async function belongsTo(migrator: Client, name: string): Promise<boolean> {
  await migrator.query('create table if not exists internal.root_secret (name text not null)')
  await migrator.query(
    'insert into internal.root_secret (name) select $1 where not exists (select from internal.root_secret)',
    [name],
  )
  const { rows } = await migrator.query<{ name: string }>('select name from internal.root_secret')
  return rows.every((row) => row.name === name)
}

/** The same before there are roles of ours, or before they are touched; a new database belongs to nobody. As its administrator. */
export async function belongsToAnother(admin: Client, name: string): Promise<boolean> {
  const there = await admin.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'internal' and c.relname = 'root_secret'`,
  )
  if (there.rows.length === 0) return false
  await admin.query('set role yorube_migrator')
  const { rows } = await admin.query<{ name: string }>('select name from internal.root_secret')
  await admin.query('reset role')
  return rows.some((row) => row.name !== name)
}
