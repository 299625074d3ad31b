import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { UnlockerRow } from '../../../platform/vault/index.ts'

export interface StoredPasskey {
  tenantId: string
  userId: string
  id: string
  rpId: string
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  opens: boolean
  mac: Buffer
  /** Null where it is a second factor only. */
  unlocker: UnlockerRow | null
}

interface PasskeyRow {
  user_id: string
  id: string
  credential_id: Buffer
  public_key: Buffer
  counter: string | number
  opens: boolean
  mac: Buffer
  salt: Buffer | null
  auth_hash: Buffer | null
  wrap: Buffer | null
  unlocker_mac: Buffer | null
}

/** Those of an account that work at this host name. */
export async function passkeysOf(
  tx: Tx,
  at: { tenantId: string; login: string; rpId: string },
): Promise<StoredPasskey[]> {
  const { tenantId, login, rpId } = at
  const { rows } = await sql<PasskeyRow>`
    select * from auth.passkeys_of(${tenantId}, ${login}, ${rpId})`.execute(tx)
  return rows.map((row) => ({
    tenantId,
    userId: row.user_id,
    id: row.id,
    rpId,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    opens: row.opens,
    mac: row.mac,
    unlocker: unlockerIn(row, tenantId),
  }))
}

function unlockerIn(row: PasskeyRow, tenantId: string): UnlockerRow | null {
  const { salt, auth_hash: authHash, wrap, unlocker_mac: mac } = row
  if (!salt || !authHash || !wrap || !mac) return null
  const kind = 'passkey' as const
  return { tenantId, userId: row.user_id, unlockerId: row.id, kind, salt, authHash, wrap, notAfter: 0, mac }
}

/** False where its count did not go forward: somebody else has a copy of it. */
export async function notePasskeyUse(tx: Tx, passkey: StoredPasskey, counter: number): Promise<boolean> {
  const { tenantId, userId, id } = passkey
  const { rows } = await sql<{ used: boolean }>`
    select auth.use_passkey(${tenantId}, ${userId}, ${id}, ${counter}) as used`.execute(tx)
  return rows[0]?.used === true
}

export interface NewPasskey {
  id: string
  rpId: string
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  label: string
  mac: Uint8Array
  unlocker: UnlockerRow | null
}

/** Answers `done`, `unconfirmed`, `many` or `taken`. */
export async function insertPasskey(tx: Tx, made: NewPasskey): Promise<string> {
  const { unlocker } = made
  const bytes = (value: Uint8Array | undefined) => (value ? Buffer.from(value) : null)
  const { rows } = await sql<{ answer: string }>`
    select auth.add_passkey(${made.id}, ${made.rpId}, ${made.credentialId}, ${made.publicKey}, ${made.counter},
      ${made.label}, ${bytes(made.mac)}, ${bytes(unlocker?.salt)}, ${bytes(unlocker?.authHash)},
      ${bytes(unlocker?.wrap)}, ${bytes(unlocker?.mac)}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'unconfirmed'
}

/** Answers `done`, `unconfirmed`, `absent` or `last`. */
export async function deletePasskey(tx: Tx, id: string): Promise<string> {
  const { rows } = await sql<{ answer: string }>`select auth.remove_passkey(${id}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

/** Her own, oldest first. */
export function ownPasskeys(tx: Tx, userId: string) {
  return tx
    .selectFrom('auth.passkey')
    .select(['id', 'rp_id', 'name', 'opens', 'created_at', 'used_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .limit(20)
    .execute()
}
