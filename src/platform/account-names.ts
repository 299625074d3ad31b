import { sql } from 'kysely'
import { platform } from './runtime.ts'
import type { Scene } from './use-case.ts'
import type { DirectoryColumns, Vault } from './vault/index.ts'

/** What an account is called, as the vault signs it. */
export interface AccountName {
  tenantId: string
  userId: string
  login: string
  displayName: string
  /** To the second. */
  signedAt: Date
}

const table = 'account_name'

export function accountNameColumns({
  tenantId,
  userId,
  login,
  displayName,
  signedAt,
}: AccountName): DirectoryColumns {
  return [tenantId, userId, login, displayName, Math.floor(signedAt.getTime() / 1000)]
}

/** Whether this account was called so from that moment on; whoever writes to the database cannot say it. */
export function isGenuineName(vault: Pick<Vault, 'checkRow'>, name: AccountName, mac: Uint8Array): boolean {
  return vault.checkRow(name.tenantId, table, accountNameColumns(name), mac)
}

/** Signs what an account is called, once: of one's own, or of one that an administrator has just invited. */
export async function signAccountName(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  person: Pick<AccountName, 'userId' | 'login' | 'displayName'>,
): Promise<void> {
  const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000)
  const name = { ...person, tenantId: actor.tenantId, signedAt }
  const mac = Buffer.from(platform().vault.macRow(actor.tenantId, table, accountNameColumns(name)))
  await sql`select auth.sign_account_name(${person.userId}, ${signedAt}, ${mac})`.execute(tx)
}
