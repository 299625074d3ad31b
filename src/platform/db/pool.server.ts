import pg from 'pg'
import { followingPrimary, type Place } from './primary.ts'

export type Pool = pg.Pool
export type PooledClient = pg.PoolClient

export interface DatabaseAddress {
  host: string
  port?: number
  database: string
  user: string
  password: string
  ssl?: boolean
  /** Servers that may be primary as well. */
  others?: readonly Place[] | undefined
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
export function openPlainPool(
  { others, ...address }: pg.PoolConfig & Pick<DatabaseAddress, 'others'>,
  size: number,
  onLost: () => void,
): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    ...followingPrimary(address, others),
    max: size,
    types,
    keepAlive: true,
    application_name: 'yorube',
  })
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}

export interface Patience {
  /** For a connection, whether it is made or handed over by somebody who is done. */
  connectMs: number
  /** After which the database itself ends a statement. */
  statementMs: number
  /** After which a transaction that nobody goes on with ends: shorter than what waits for all of them (0135-renewal.sql). */
  idleMs: number
  /** After which a database that does not even do that (stopped, or behind a dead network) counts as away. */
  answerMs: number
}

/** So that a page is calm within seconds, and a slow disk is not taken for a lost one. */
const usualPatience: Patience = { connectMs: 5_000, statementMs: 15_000, idleMs: 120_000, answerMs: 18_000 }

/** Pipelined: statements of one transaction may be sent together. Never `binary` (it corrupts bytea silently). */
export function openPool(
  { others, ...address }: DatabaseAddress,
  size: number,
  onLost: () => void,
  patience: Patience = usualPatience,
): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    ...followingPrimary(address, others),
    max: size,
    pipeline: true,
    types,
    keepAlive: true,
    connectionTimeoutMillis: patience.connectMs,
    idleTimeoutMillis: 60_000,
    statement_timeout: patience.statementMs,
    idle_in_transaction_session_timeout: patience.idleMs,
    query_timeout: patience.answerMs,
    application_name: 'yorube',
  })
  // An idle connection that dies must not take the process with it.
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return pool
}
