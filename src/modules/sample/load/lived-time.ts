import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

const real = 'now()'
const lived =
  "COALESCE((NULLIF(current_setting('yorube.lived_time'::text, true), ''::text))::timestamp with time zone, now())"
/** What must follow the real clock: sessions and what guards them. */
const tied = [
  'session',
  'submission',
  'sign_in_attempt',
  'setup_link',
  'factor',
  'passkey',
  'provider_visit',
  'provider_link',
  'unlocker',
]

interface TimedColumn {
  place: string
  column: string
  expression: string
}

/**
 * Moments that the database itself writes (`default now()`) are the story's while the sample is loaded, and the real
 * ones afterwards. Runs as the owner of the tables. Safe to repeat: a load that was cut off is put right by the next.
 */
export async function writeLivedTime(tx: Tx): Promise<void> {
  await replaceDefaults(tx, real, lived)
}

export async function writeRealTime(tx: Tx): Promise<void> {
  await replaceDefaults(tx, lived, real)
}

async function replaceDefaults(tx: Tx, from: string, to: string): Promise<void> {
  const { rows } = await sql<TimedColumn>`
    select a.attrelid::regclass::text as place, quote_ident(a.attname) as column, pg_get_expr(d.adbin, d.adrelid) as expression
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('auth', 'public', 'audit') and c.relname <> all (${tied})`.execute(tx)
  // A default that reads the present already holds `now()` inside: it is recognised whole.
  const changes = rows
    .filter(({ expression }) => expression.includes(from) && !(from === real && expression.includes(lived)))
    .map(
      ({ place, column, expression }) =>
        `alter table ${place} alter column ${column} set default ${expression.replace(from, to)}`,
    )
  if (changes.length > 0) await sql.raw(changes.join(';\n')).execute(tx)
}
