import pg from 'pg'
import type { DatabaseAccess } from './access.ts'
import { type Place, Primary } from './primary.ts'

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

export type Client = pg.Client

/** One short-lived connection, outside every pool. Throws `ServerError` when there is none. */
export async function withClient<Result>(
  access: DatabaseAccess,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const { others = [], ...login } = access
  const place = others.length > 0 ? await primaryOf(access, others) : {}
  const client = new pg.Client({ ...login, ...place, connectionTimeoutMillis: 10_000 })
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

async function primaryOf({ host, port, ...login }: DatabaseAccess, others: readonly Place[]): Promise<Place> {
  const { database, user, password, ssl } = login
  const options = { database, ssl, ...(user ? { user } : {}), ...(password ? { password } : {}) }
  return await new Primary([{ host, port }, ...others], options).find().catch(() => {
    throw new ServerError('unreachable', [{ host, port }, ...others].map((one) => one.host).join(', '))
  })
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
