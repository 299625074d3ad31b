import { AppError, isAppError } from '../errors.ts'
import type { Pool } from './pool.server.ts'
import { type Connection, connectionOf, type Tx, txOver } from './tx.ts'

export interface Transaction {
  connection: Connection
  tx: Tx
  /** Sends `last` and COMMIT together; resolves only when both are durable. Throws otherwise. */
  commit(last?: readonly { sql: string; values: readonly unknown[] }[]): Promise<void>
}

/**
 * Begins, sends `first` in the same trip, and hands over. Whatever `work` does not commit is rolled back.
 * A failed statement turns COMMIT into ROLLBACK without an error, so the command tag is checked.
 */
export async function inTransaction<First extends object, Result>(
  pool: Pool,
  first: readonly { sql: string; values: readonly unknown[] }[],
  work: (transaction: Transaction, answers: First[][]) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseError(error)
  })
  const connection = connectionOf(client)
  let isBroken = false
  let isCommitted = false
  try {
    const [, ...answers] = await allOf([
      connection.send('begin'),
      ...first.map((statement) => connection.send<First>(statement.sql, statement.values)),
    ])
    const commit: Transaction['commit'] = async (last = []) => {
      const ends = await allOf([
        ...last.map((one) => connection.send(one.sql, one.values)),
        connection.send('commit'),
      ])
      if (ends.at(-1)?.command !== 'COMMIT') throw new AppError('internal')
      isCommitted = true
    }
    return await work(
      { connection, tx: txOver(connection), commit },
      answers.map((answer) => answer.rows as First[]),
    )
  } catch (error) {
    isBroken = isConnectionError(error)
    throw databaseError(error)
  } finally {
    if (!isCommitted && !isBroken) await connection.send('rollback').catch(() => (isBroken = true))
    client.release(isBroken)
  }
}

/** `work` again, so many times at most, where the database ended it because others were in its way: nothing of it was done. */
export async function againIfInTheWay<Result>(times: number, work: () => Promise<Result>): Promise<Result> {
  for (let left = times; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !(error instanceof AppError) || !inTheWay.has(sqlState(error.cause))) throw error
    }
  }
}

/**
 * One statement that is a transaction of its own. Rows arrive before the commit: nobody sees them until the promise
 * resolves, which is after it.
 */
export async function oneStatement<Row extends object>(
  pool: Pool,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseError(error)
  })
  let isBroken = false
  try {
    return (await connectionOf(client).send<Row>(sql, values)).rows
  } catch (error) {
    isBroken = isConnectionError(error)
    throw databaseError(error)
  } finally {
    client.release(isBroken)
  }
}

/** All answers, or the first failure once every answer is in (a pipelined batch must be drained). */
async function allOf<T>(sent: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(sent)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one as PromiseFulfilledResult<T>).value)
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '25006',
  '08006',
  '08001',
  '53300',
])

/** A circle of those who wait, and what cannot have happened one after the other. */
const inTheWay = new Set(['40P01', '40001'])

function sqlState(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

function isConnectionError(error: unknown): boolean {
  return (
    lostConnection.has(sqlState(error)) ||
    (error instanceof Error && /terminated|timeout exceeded|read timeout|not queryable/i.test(error.message))
  )
}

/** Database errors become the closed set; the original stays as `cause` for the log's error name only. */
function databaseError(error: unknown): unknown {
  if (isAppError(error)) return error
  if (isConnectionError(error)) return Object.assign(new AppError('unavailable'), { cause: error })
  const state = sqlState(error)
  // Unique and foreign keys are existence oracles: one generic answer.
  if (state === '23505' || state === '23503' || inTheWay.has(state))
    return Object.assign(new AppError('conflict'), { cause: error })
  // It ended a statement that took too long: worth another try, and no fault of what was typed.
  if (state === '57014') return Object.assign(new AppError('busy'), { cause: error })
  // The database counts what one person opens (migrations/0140): prove who you are and go on, or no more today.
  if (state === 'YB001') return new AppError('step-up-required', 'error_reads_ask')
  if (state === 'YB002')
    return new AppError('read-limit', `error_reads_stop_${(error as Error).message.replaceAll('-', '_')}`)
  // No record can say when it was made (migrations/0257).
  if (state === 'YB003')
    return Object.assign(new AppError('unavailable', 'error_clocks_apart'), { cause: error })
  if (state === '42501') return Object.assign(new AppError('forbidden'), { cause: error })
  return error
}
