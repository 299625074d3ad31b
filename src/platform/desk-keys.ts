import { sql } from 'kysely'
import type { Tx } from './db/tx.ts'
import type { DeskKeyRow } from './vault/contract.ts'

/** The current public keys of desks; one that nobody has founded yet has none. */
export async function currentDeskKeys(tx: Tx, deskIds: readonly string[]): Promise<DeskKeyRow[]> {
  const rows = await tx
    .selectFrom('auth.desk_key as k')
    .innerJoin('auth.desk as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'k.tenant_id')
        .onRef('d.id', '=', 'k.desk_id')
        .onRef('d.epoch', '=', 'k.epoch'),
    )
    .select(['k.tenant_id', 'k.desk_id', 'k.epoch', 'k.key_id', 'k.public_key', 'k.mac'])
    .where('k.desk_id', '=', sql<string>`any(${[...new Set(deskIds)]}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    deskId: row.desk_id,
    epoch: row.epoch,
    keyId: row.key_id,
    publicKey: row.public_key,
    mac: row.mac,
  }))
}
