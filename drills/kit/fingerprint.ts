import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** What every table holds, as one hash a table: two databases with the same hashes have the same content. */
export type Fingerprint = ReadonlyMap<string, string>

/** The queue of jobs and its clock are no records. */
const LEFT_OUT = ['pg_catalog', 'information_schema', 'graphile_worker']

export async function fingerprintOf(superuser: pg.Client): Promise<Fingerprint> {
  const tables = await superuser.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname <> all ($1) and n.nspname !~ '^pg_' order by 1`,
    [LEFT_OUT],
  )
  const found = new Map<string, string>()
  for (const { name } of tables.rows) {
    const { rows } = await superuser.query<{ line: string }>(
      `select md5(t::text) as line from ${name} t order by 1`,
    )
    const hash = createHash('sha256')
    for (const { line } of rows) hash.update(line)
    found.set(name, `${rows.length}:${hash.digest('hex')}`)
  }
  return found
}

/** A moment at which nothing is being written, and the content then. */
export async function quietMoment(superuser: pg.Client): Promise<{ at: Date; content: Fingerprint }> {
  for (let tries = 0; tries < 20; tries += 1) {
    const before = await fingerprintOf(superuser)
    await sleep(300)
    const at = new Date()
    await sleep(300)
    if (differencesOf(before, await fingerprintOf(superuser)).length === 0) return { at, content: before }
  }
  throw new Error('somebody writes all the time')
}

export function differencesOf(wanted: Fingerprint, found: Fingerprint): string[] {
  const names = new Set([...wanted.keys(), ...found.keys()])
  return [...names].filter((name) => wanted.get(name) !== found.get(name))
}

export const rowsIn = (content: Fingerprint): number =>
  [...content.values()].reduce((sum, one) => sum + Number(one.split(':')[0]), 0)
