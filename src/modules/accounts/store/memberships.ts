import { sql } from 'kysely'
import { type GrantColumns, grantOf } from '../../../platform/grant-rows.ts'
import { platform } from '../../../platform/runtime.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { GrantRow } from '../../../platform/vault/index.ts'

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

/** So many at a sign-in: a desk that is given thousands at once is done after some mornings. */
const mostAtOnce = 200

/** The keys that others gave her desks, in the same way. */
export async function settleGrants({ tx, keys }: Scene): Promise<void> {
  const { rows } = await sql<GrantColumns>`select * from auth.grants_to_settle(${mostAtOnce})`.execute(tx)
  const found = rows.map(grantOf)
  const settled = platform().vault.settleGrants({ ...keys.opener, grants: found })
  if (settled.length === 0) return
  const macBefore = (row: GrantRow) =>
    found.find((one) => one.compartmentId === row.compartmentId && one.deskId === row.deskId)?.mac ?? row.mac
  await sql`select auth.put_settled_grants(${settled.map((one) => one.compartmentId)}::uuid[],
    ${settled.map((one) => one.deskId)}::uuid[], ${settled.map((one) => Buffer.from(macBefore(one)))}::bytea[],
    ${settled.map((one) => Buffer.from(one.wrap))}::bytea[], ${settled.map((one) => Buffer.from(one.mac))}::bytea[])`.execute(
    tx,
  )
}
