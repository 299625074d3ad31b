import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { type AskedKey, mostPasskeys } from './contract.ts'
import type { StoredPasskey } from './store/passkeys.ts'

type Asked = AskedKey['allow'][number]

/** A key that only is a second factor is asked to derive something too, so that it looks like the others. */
export async function askedOf(tx: Tx, tenantId: string, keys: readonly StoredPasskey[]): Promise<Asked[]> {
  const without = keys.filter((key) => !key.unlocker).map((key) => key.id)
  const { rows } = await sql<{ id: string; salt: Buffer }>`
    select id, salt from auth.made_up_salts(${tenantId}, ${without}::uuid[])`.execute(tx)
  const salts = new Map(rows.map((row) => [row.id, row.salt]))
  return keys.flatMap(({ id, credentialId, unlocker }) => {
    const salt = unlocker?.salt ?? salts.get(id)
    return salt ? [asText({ id: credentialId, salt })] : []
  })
}

/** As many as anybody may have, whether there is such a login or not. */
export async function madeUpKeys(
  tx: Tx,
  { tenantId, rpId, login }: { tenantId: string; rpId: string; login: string },
): Promise<Asked[]> {
  const { rows } = await sql<{ id: Buffer; salt: Buffer }>`
    select id, salt from auth.made_up_keys(${tenantId}, ${rpId}, ${login}, ${mostPasskeys})`.execute(tx)
  return rows.map(asText)
}

function asText({ id, salt }: { id: Uint8Array; salt: Uint8Array }): Asked {
  return { id: Buffer.from(id).toString('base64url'), salt: Buffer.from(salt).toString('base64url') }
}
