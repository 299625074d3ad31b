import type { Tx } from '../db/tx.ts'
import type { DeskKeyRow } from '../vault/index.ts'

/** The newest key; null while no auditor has ever signed in. */
export async function auditorsKey(tx: Tx, tenantId: string): Promise<DeskKeyRow | null> {
  const row = await tx
    .selectFrom('auth.auditors_key')
    .select(['epoch', 'key_id', 'public_key', 'mac'])
    .where('tenant_id', '=', tenantId)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    tenantId,
    deskId: tenantId,
    epoch: row.epoch,
    keyId: row.key_id,
    publicKey: row.public_key,
    mac: row.mac,
  }
}
