import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { SessionRow, UnlockerRow, UserKeyRow } from '../../../platform/vault/index.ts'
import { roleMac } from './accounts.ts'

export async function setUpIsOpen(tx: Tx, token: Buffer): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select auth.setup_is_open(${token}) as open`.execute(tx)
  return rows[0]?.open === true
}

export interface FirstTenant {
  token: Buffer
  name: string
  kind: string
  login: string
  displayName: string
  key: UserKeyRow
  unlocker: UnlockerRow
  roleMac: Buffer
  session: SessionRow
  networkMark: Buffer
}

/** The tenant, its first administrator and her session; false when the code was used meanwhile. */
export async function foundFirstTenant(tx: Tx, first: FirstTenant): Promise<boolean> {
  const { key, unlocker, session } = first
  const { rows } = await sql<{ done: boolean }>`
    select auth.found_first_tenant(${first.token}, ${key.tenantId}, ${first.name}, ${first.kind},
      ${key.userId}, ${first.login}, ${first.displayName},
      ${Buffer.from(key.keyId)}, ${Buffer.from(key.publicKey)}, ${Buffer.from(key.mac)},
      ${unlocker.unlockerId}, ${Buffer.from(unlocker.salt)}, ${Buffer.from(unlocker.authHash)},
      ${Buffer.from(unlocker.wrap)}, ${Buffer.from(unlocker.mac)}, ${first.roleMac},
      ${Buffer.from(session.lookup)}, ${Buffer.from(session.wrap)}, ${first.networkMark}) as done`.execute(tx)
  return rows[0]?.done === true
}

/** In the transaction that founds the tenant, and never again. */
export async function foundSecondAdministrator({ actor, tx }: Scene, userId: string): Promise<void> {
  const mac = roleMac(actor.tenantId, userId, 'tenant_admin')
  const { rows } = await sql<{ done: boolean }>`
    select auth.found_second_administrator(${userId}, ${mac}) as done`.execute(tx)
  if (rows[0]?.done !== true) throw new AppError('internal')
}

/** A new code for the first start, in place of an earlier one; false once a tenant exists. */
export async function offerSetUp(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ offered: boolean }>`select auth.offer_setup(${tokenHash}) as offered`.execute(
    tx,
  )
  return rows[0]?.offered === true
}
