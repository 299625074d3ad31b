import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { EscrowedSeed, EscrowKeyRow } from '../../../platform/vault/index.ts'

/** The newest set, whatever has become of it; null = none was ever made. */
export async function newestSet(tx: Tx) {
  const row = await tx
    .selectFrom('auth.escrow_key as k')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.made_by'),
    )
    .select([
      'k.epoch',
      'k.key_id',
      'k.made_by',
      'u.display_name as made_by_name',
      'k.made_at',
      'k.confirmed_at',
      'k.used_at',
    ])
    .orderBy('k.epoch', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function putEscrowKey(tx: Tx, key: EscrowKeyRow): Promise<boolean> {
  const { rows } = await sql<{ put: boolean }>`
    select auth.put_escrow_key(${key.epoch}, ${Buffer.from(key.keyId)}, ${Buffer.from(key.publicKey)},
      ${Buffer.from(key.rootKeyId)}, ${Buffer.from(key.rootWrap)}, ${key.rootProof && Buffer.from(key.rootProof)},
      ${Buffer.from(key.mac)}) as put`.execute(tx)
  return rows[0]?.put === true
}

/** Answers `done`, `own` or `absent`. */
export async function confirmEscrowKey(tx: Tx, epoch: number): Promise<string> {
  const { rows } = await sql<{ answer: string }>`select auth.confirm_escrow_key(${epoch}) as answer`.execute(
    tx,
  )
  return rows[0]?.answer ?? 'absent'
}

/** How many desks a set would bring back, and how many of today's keys are not sealed to it yet. */
export async function escrowedDesks(tx: Tx, epoch: number): Promise<{ kept: number; missing: number }> {
  const { rows } = await sql<{ kept: number; missing: number }>`
    select * from auth.escrowed_desks(${epoch})`.execute(tx)
  return rows[0] ?? { kept: 0, missing: 0 }
}

interface WaitingColumns {
  tenant_id: string
  epoch: number
  key_id: Buffer
  public_key: Buffer
  root_key_id: Buffer
  root_wrap: Buffer
  root_proof: Buffer | null
  mac: Buffer
  desk_ids: string[]
}

/** The key to seal to, and which of my desks' keys do not lie there yet; null = nothing to do. */
export async function seedsToEscrow(tx: Tx): Promise<{ escrowKey: EscrowKeyRow; deskIds: string[] } | null> {
  const { rows } = await sql<WaitingColumns>`select * from auth.seeds_to_escrow()`.execute(tx)
  const [row] = rows
  if (!row) return null
  const { tenant_id: tenantId, epoch, mac } = row
  const keys = { keyId: row.key_id, publicKey: row.public_key }
  const root = { rootKeyId: row.root_key_id, rootWrap: row.root_wrap, rootProof: row.root_proof }
  return { escrowKey: { tenantId, epoch, ...keys, ...root, mac }, deskIds: row.desk_ids }
}

export async function putEscrowedSeeds(
  tx: Tx,
  escrowEpoch: number,
  seeds: readonly EscrowedSeed[],
): Promise<void> {
  await sql`select auth.put_escrowed_seeds(${escrowEpoch}, ${seeds.map((one) => one.deskId)}::uuid[],
    ${seeds.map((one) => one.epoch)}::integer[], ${seeds.map((one) => Buffer.from(one.wrap))}::bytea[])`.execute(
    tx,
  )
}
