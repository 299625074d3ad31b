import { platform } from '../../../platform/runtime.ts'
import type { Scene } from '../../../platform/use-case.ts'

/** Wraps that colleagues sealed to her public key become symmetric ones: quicker, and safe from a later quantum computer. */
export async function settleMemberships({ tx, keys }: Scene): Promise<void> {
  for (const row of platform().vault.settleMemberships(keys.opener))
    await tx
      .updateTable('auth.membership')
      .set({ wrap: Buffer.from(row.wrap), mac: Buffer.from(row.mac) })
      .where('tenant_id', '=', row.tenantId)
      .where('desk_id', '=', row.deskId)
      .where('user_id', '=', row.userId)
      .where('epoch', '=', row.epoch)
      .execute()
}
