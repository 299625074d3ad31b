import type { Client } from 'pg'
import type { UnlockerRow } from '../../src/platform/vault/contract.ts'
import type { Stolen } from './thief.ts'

/** Every value of every column of bytes, as somebody reads it who holds the database. */
export async function everyValue(superuser: Client): Promise<Stolen[]> {
  const { rows: columns } = await superuser.query<{ table: string; column: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname in ('public', 'auth', 'audit', 'intake') and a.atttypid = 'bytea'::regtype`,
  )
  const values: Stolen[] = []
  for (const { table, column } of columns) {
    const { rows } = await superuser.query<{ bytes: Buffer }>(
      `select ${column} as bytes from ${table} where ${column} is not null`,
    )
    for (const { bytes } of rows) values.push({ column: `${table}.${column}`, bytes: Uint8Array.from(bytes) })
  }
  return values
}

export async function everyUnlocker(superuser: Client): Promise<UnlockerRow[]> {
  const { rows } = await superuser.query('select * from auth.unlocker')
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    userId: row.user_id,
    unlockerId: row.unlocker_id,
    kind: row.kind,
    salt: Uint8Array.from(row.salt),
    authHash: Uint8Array.from(row.auth_hash),
    wrap: Uint8Array.from(row.wrap),
    notAfter: Number(row.not_after),
    mac: Uint8Array.from(row.mac),
  }))
}
