import pg from 'pg'
import { clientConfig, type DatabaseAccess } from './access.ts'

export type ServerProblem =
  | 'unreachable'
  | 'refused'
  | 'no-such-database'
  | 'too-old'
  | 'not-utf8'
  | 'cannot-create-roles'

/** Why this PostgreSQL server cannot be used; `detail` is a place or a version, never a credential. */
export class ServerError extends Error {
  readonly problem: ServerProblem
  readonly detail: string
  constructor(problem: ServerProblem, detail: string) {
    super(`${problem}: ${detail}`)
    this.name = 'ServerError'
    this.problem = problem
    this.detail = detail
  }
}

const OLDEST_MAJOR = 16

/** Connects as the owner and looks whether the server will do. `isNew`: nothing of ours, or anybody's, is in it yet. */
export async function examineServer(access: DatabaseAccess): Promise<{ isNew: boolean }> {
  return await asOwner(access, async (client) => {
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
    if (!found) throw new ServerError('unreachable', placeOf(access))
    const major = Math.floor(found.version / 10_000)
    if (major < OLDEST_MAJOR) throw new ServerError('too-old', String(major))
    if (found.encoding !== 'UTF8') throw new ServerError('not-utf8', found.encoding)
    if (!found.creates) throw new ServerError('cannot-create-roles', access.user ?? '')
    return { isNew: found.tables === 0 }
  })
}

/** Creates the database of the embedded server, next to its own `postgres`. */
export async function ensureDatabase(access: DatabaseAccess, name: string) {
  await asOwner(access, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  })
}

async function asOwner<Result>(
  access: DatabaseAccess,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...clientConfig(access), connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new ServerError(problemOf(error), placeOf(access))
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function problemOf(error: unknown): ServerProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '3D000') return 'no-such-database'
  // 28…: the password or the host is refused; 42501: connecting is not granted.
  if (typeof code === 'string' && (code.startsWith('28') || code === '42501')) return 'refused'
  if (error instanceof Error && /password must be a string/.test(error.message)) return 'refused'
  return 'unreachable'
}

const placeOf = ({ host, port, database }: DatabaseAccess) => `${host}:${port}/${database}`
