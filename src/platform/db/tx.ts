import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { Kysely, PostgresDialect } from 'kysely'
import type { PooledClient } from './pool.server.ts'
import type { DB } from './schema.ts'

/** One transaction's hand on the database. Stores receive it; nothing else leads to a table. */
export type Tx = Kysely<DB>

const statementNames = new Map<string, string>()

/** Each statement shape is prepared once per connection; an unbounded set of shapes is sent unnamed. */
function nameOf(sql: string): string | undefined {
  const known = statementNames.get(sql)
  if (known || statementNames.size >= 1000) return known
  const name = `y${createHash('sha1').update(sql).digest('base64url').slice(0, 16)}`
  statementNames.set(sql, name)
  return name
}

/** Told of every statement, so that tests can count them per use-case. */
export type StatementListener = (sql: string) => void
const listeners = new Set<StatementListener>()
export function onStatement(listener: StatementListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface Connection {
  send<Row extends object>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; command: string; rowCount: number | null }>
}

export function connectionOf(client: PooledClient): Connection {
  return {
    async send<Row extends object>(sql: string, values: readonly unknown[] = []) {
      for (const listener of listeners) listener(sql)
      const name = values.length > 0 ? nameOf(sql) : undefined
      writeTogether(client)
      return client.query<Row>({ text: sql, values: [...values], ...(name ? { name } : {}) })
    },
  }
}

const held = new WeakSet<Writable>()

/**
 * Statements that are sent without waiting in between leave in one write: the driver makes one each, and a write to the system
 * was a quarter of what a case that is opened or recorded costs.
 */
function writeTogether(client: PooledClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  if (held.has(stream)) return
  held.add(stream)
  stream.cork()
  // After everything that is ready to go on has gone on.
  process.nextTick(() => {
    held.delete(stream)
    stream.uncork()
  })
}

/** Kysely over one connection that the transaction already holds; releasing is not its business. */
export function txOver(connection: Connection): Tx {
  const client = {
    query: (sql: string, values: readonly unknown[]) => connection.send(sql, values),
    release: () => {},
  }
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect: async () => client, end: async () => {} } as never }),
  })
}

/**
 * Waits for statements that were sent one after the other without waiting in between: the connection keeps their order.
 * Should the first one fail, nobody waits for the others in vain, and their failures surprise nobody.
 */
export function together(sent: readonly (Promise<unknown> | null)[]): Promise<unknown> {
  const all = Promise.all(sent)
  all.catch(() => undefined)
  return all
}
