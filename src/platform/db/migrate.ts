import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'

export interface Migration {
  name: string
  sql: string
  hash: string
}

export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      return { name: file.replace(/\.sql$/, ''), sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/** The data was worked on by a later release: what this one would write into it, nobody has thought of. */
export class LaterRelease extends Error {}

/**
 * Forward only, each file in its own transaction, one runner at a time. Connect as yorube_migrator.
 * Throws when a file that already ran has changed since, and `LaterRelease` when one ran that is not here.
 */
export async function runMigrations(
  migrator: Client,
  migrations: readonly Migration[],
  tell: (name: string) => void = () => {},
): Promise<number> {
  await migrator.query("select pg_advisory_lock(hashtext('yorube migrations'))")
  try {
    await migrator.query('create schema if not exists internal')
    await migrator.query(
      'create table if not exists internal.migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const ran = await migrator.query<{ name: string; hash: string }>(
      'select name, hash from internal.migration',
    )
    const hashOf = new Map(ran.rows.map((row) => [row.name, row.hash]))
    const here = new Set(migrations.map(({ name }) => name))
    const beyond = ran.rows.find(({ name }) => !here.has(name))
    if (beyond) throw new LaterRelease(beyond.name)
    let count = 0
    for (const migration of migrations) {
      const known = hashOf.get(migration.name)
      if (known === migration.hash) continue
      if (known)
        throw new Error(`migration ${migration.name} has changed after it ran; restore the file as released`)
      tell(migration.name)
      await runOne(migrator, migration)
      count += 1
    }
    return count
  } finally {
    await migrator.query("select pg_advisory_unlock(hashtext('yorube migrations'))")
  }
}

/** Whether exactly these ran. As `yorube_migrator`, or the owner of the server. */
export async function isMigrated(client: Client, migrations: readonly Migration[]): Promise<boolean> {
  const { rows } = await client.query<{ hash: string }>('select hash from internal.migration order by name')
  return (
    rows.length === migrations.length && migrations.every(({ hash }) => rows.some((row) => row.hash === hash))
  )
}

async function runOne(migrator: Client, migration: Migration): Promise<void> {
  await migrator.query('begin')
  try {
    await migrator.query(migration.sql)
    await migrator.query('insert into internal.migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ])
    await migrator.query('commit')
  } catch (error) {
    await migrator.query('rollback')
    throw new Error(`migration ${migration.name} failed`, { cause: error })
  }
}
