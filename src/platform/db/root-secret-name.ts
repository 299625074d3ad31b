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
