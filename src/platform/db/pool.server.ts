import pg from 'pg'

export type Pool = pg.Pool
export type PooledClient = pg.PoolClient

export interface DatabaseAddress {
  host: string
  port?: number
  database: string
  user: string
  password: string
  ssl?: boolean
}

const int8 = 20
const date = 1082

/** Counts and sequences fit a double; a calendar day stays text, so that no time zone can move it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return Number
    if (oid === date) return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** For listeners and cursors, which cannot share a pipelined connection. */
export function openPlainPool(address: pg.PoolConfig, size: number, onLost: () => void): pg.Pool {
  const pool = new pg.Pool({ ...address, max: size, types, keepAlive: true, application_name: 'yorube' })
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}

/** Pipelined: statements of one transaction may be sent together. Never `binary` (it corrupts bytea silently). */
export function openPool(address: DatabaseAddress, size: number, onLost: () => void): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    max: size,
    pipeline: true,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    application_name: 'yorube',
  })
  // An idle connection that dies must not take the process with it.
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}
