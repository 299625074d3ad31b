import pg from 'pg'
import type { DatabaseAccess } from './access.ts'
import { ServerError, withClient } from './with-client.ts'

const OLDEST_MAJOR = 16

/** Connects as the owner and looks whether the server will do. `isNew`: nothing of ours, or anybody's, is in it yet. */
export async function examineServer(access: DatabaseAccess): Promise<{ isNew: boolean }> {
  return await withClient(access, async (client) => {
    const { rows } = await client.query<{
      version: number
      encoding: string
      creates: boolean
      tables: number
    }>(`
      select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
        (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as creates,
        (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_') as tables`)
    const found = rows[0]
    if (!found) throw new ServerError('unreachable', access.database)
    const major = Math.floor(found.version / 10_000)
    if (major < OLDEST_MAJOR) throw new ServerError('too-old', String(major))
    if (found.encoding !== 'UTF8') throw new ServerError('not-utf8', found.encoding)
    if (!found.creates) throw new ServerError('cannot-create-roles', access.user ?? '')
    return { isNew: found.tables === 0 }
  })
}

/** Creates the database of the embedded server, next to its own `postgres`. */
export async function ensureDatabase(access: DatabaseAccess, name: string) {
  await withClient(access, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  })
}
