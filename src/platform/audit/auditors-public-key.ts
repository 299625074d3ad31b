import type { Tx } from '../db/tx.ts'
import { platform } from '../runtime.ts'
import { CannotOpen, type DeskKeyRow } from '../vault/index.ts'

/**
 * The newest key that is the vault's own; null while no auditor has ever signed in. One that is not raises its alarm and is passed
 * over, so that whoever writes there stops nobody. Throws CannotOpen where there are keys, and none of them is ours.
 */
export async function auditorsKey(tx: Tx, tenantId: string): Promise<DeskKeyRow | null> {
  let found = await newestBelow(tx, tenantId, null)
  if (!found) return null
  while (found) {
    if (platform().vault.checkDeskKey(found)) return found
    found = await newestBelow(tx, tenantId, found.epoch)
  }
  throw new CannotOpen()
}

async function newestBelow(tx: Tx, tenantId: string, epoch: number | null): Promise<DeskKeyRow | null> {
  const keys = tx
    .selectFrom('auth.auditors_key')
    .select(['epoch', 'key_id', 'public_key', 'mac'])
    .where('tenant_id', '=', tenantId)
  const row = await (epoch === null ? keys : keys.where('epoch', '<', epoch))
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
