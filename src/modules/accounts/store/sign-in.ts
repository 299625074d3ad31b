import { CompiledQuery, sql } from 'kysely'
import { Compartments } from '../../../platform/compartments.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { enteredFrom, enterStatements, networkMark } from '../../../platform/entering.ts'
import type { Visitor } from '../../../platform/entrance.ts'
import { platform } from '../../../platform/runtime.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { NewSession, UnlockerRow, UserKeyRow } from '../../../platform/vault/index.ts'
import type { FactorSet } from '../factors.ts'

interface Account {
  tenantId: string
  userId: string
}

export interface AttemptCounts {
  of_account: number
  of_network: number
  since_last: number | null
  since_fifth: number | null
  since_thirtieth: number | null
}

/** Null = another attempt at the same account is being checked at this moment. */
export async function attempts(
  tx: Tx,
  tenantId: string,
  hashes: AttemptHashes,
): Promise<AttemptCounts | null> {
  const { rows } = await sql<AttemptCounts>`
    select * from auth.attempts(${tenantId}, ${hashes.login}, ${hashes.network})`.execute(tx)
  return rows[0] ?? null
}

export interface AttemptHashes {
  login: Buffer
  network: Buffer
}

export async function noteAttempt(
  tx: Tx,
  tenantId: string,
  hashes: AttemptHashes,
  hasSucceeded: boolean,
): Promise<void> {
  await sql`select auth.note_attempt(${tenantId}, ${hashes.login}, ${hashes.network}, ${hasSucceeded})`.execute(
    tx,
  )
}

interface MaterialRow {
  user_id: string
  display_name: string
  unlocker_id: string
  kind: 'password' | 'activation'
  salt: Buffer
  auth_hash: Buffer
  wrap: Buffer
  not_after: number
  mac: Buffer
  key_id: Buffer | null
  public_key: Buffer | null
  key_mac: Buffer | null
}

export interface SignInMaterial {
  userId: string
  displayName: string
  unlocker: UnlockerRow
  /** What others seal to her with; null where the row is gone. */
  key: UserKeyRow | null
}

export async function signInMaterial(
  tx: Tx,
  tenantId: string,
  login: string,
  kind: UnlockerRow['kind'],
): Promise<SignInMaterial | null> {
  const { rows } = await sql<MaterialRow>`
    select * from auth.sign_in_material(${tenantId}, ${login}, ${kind})`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const unlocker = {
    tenantId,
    userId: row.user_id,
    unlockerId: row.unlocker_id,
    kind: row.kind,
    salt: row.salt,
    authHash: row.auth_hash,
    wrap: row.wrap,
    notAfter: row.not_after,
    mac: row.mac,
  }
  return { userId: row.user_id, displayName: row.display_name, unlocker, key: keyIn(row, tenantId) }
}

function keyIn(row: MaterialRow, tenantId: string): UserKeyRow | null {
  const { user_id: userId, key_id: keyId, public_key: publicKey, key_mac: mac } = row
  return keyId && publicKey && mac ? { tenantId, userId, keyId, publicKey, mac } : null
}

export interface StoredFactor {
  id: string
  kind: 'totp' | 'card' | 'recovery'
  secret: Buffer | null
  last_step: number
  /** Of printed codes; null for a set from before there were salts. */
  salt: Buffer | null
}

export async function factorsOf(tx: Tx, account: Account): Promise<StoredFactor[]> {
  const { rows } = await sql<StoredFactor>`
    select * from auth.factors_of(${account.tenantId}, ${account.userId})`.execute(tx)
  return rows
}

export async function useFactorStep(
  tx: Tx,
  account: Account,
  factorId: string,
  step: number,
): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select auth.use_factor_step(${account.tenantId}, ${account.userId}, ${factorId}, ${step}) as used`.execute(
    tx,
  )
  return rows[0]?.used === true
}

export async function useFactorCode(tx: Tx, account: Account, hash: Uint8Array): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select auth.use_factor_code(${account.tenantId}, ${account.userId}, ${Buffer.from(hash)}) as used`.execute(
    tx,
  )
  return rows[0]?.used === true
}

/** In place of all factors the account had; `proof` is that of its password or activation code. */
export async function replaceFactors(
  tx: Tx,
  account: Account,
  proof: Uint8Array,
  set: FactorSet,
): Promise<boolean> {
  const { factors, salt, codes } = set
  const { rows } = await sql<{ done: boolean }>`
    select auth.replace_factors(${account.tenantId}, ${account.userId}, ${Buffer.from(proof)},
      ${factors.map((one) => one.id)}::uuid[], ${factors.map((one) => one.kind)}::text[],
      ${factors.map((one) => one.secret)}::bytea[], ${factors.map((one) => one.lastStep)}::bigint[], ${salt},
      ${codes.map((one) => one.factorId)}::uuid[], ${codes.map((one) => one.hash)}::bytea[]) as done`.execute(
    tx,
  )
  return rows[0]?.done === true
}

export async function replaceUnlocker(
  tx: Tx,
  oldKind: UnlockerRow['kind'],
  proof: Uint8Array,
  row: UnlockerRow,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select auth.replace_unlocker(${row.tenantId}, ${row.userId}, ${oldKind}, ${Buffer.from(proof)}, ${row.unlockerId},
      ${Buffer.from(row.salt)}, ${Buffer.from(row.authHash)}, ${Buffer.from(row.wrap)}, ${Buffer.from(row.mac)}) as done`.execute(
    tx,
  )
  return rows[0]?.done === true
}

/** The same unlocker under the present root secret, in place of the one that still followed from the one before. */
export async function renewUnlocker(tx: Tx, proof: Uint8Array, row: UnlockerRow): Promise<boolean> {
  if (row.kind !== 'passkey') return await replaceUnlocker(tx, row.kind, proof, row)
  const { rows } = await sql<{ done: boolean }>`
    select auth.renew_passkey_unlocker(${row.tenantId}, ${row.userId}, ${row.unlockerId}, ${Buffer.from(proof)},
      ${Buffer.from(row.authHash)}, ${Buffer.from(row.wrap)}, ${Buffer.from(row.mac)}) as done`.execute(tx)
  return rows[0]?.done === true
}

export async function openSession(
  tx: Tx,
  opened: NewSession & { proof: Uint8Array },
  { network, deviceLabel }: Visitor,
): Promise<boolean> {
  const { tenantId, userId, lookup, wrap } = opened.session
  const { rows } = await sql<{ done: boolean }>`
    select auth.open_session(${tenantId}, ${userId}, ${Buffer.from(opened.proof)}, ${Buffer.from(lookup)},
      ${Buffer.from(wrap)}, ${networkMark(platform().vault, network)}, ${deviceLabel}) as done`.execute(tx)
  return rows[0]?.done === true
}

/** The rest of the transaction runs under row-level security as the person whose cookie this is. */
export async function enterAs(tx: Tx, cookie: Uint8Array, { host, network }: Visitor): Promise<Scene> {
  const answers: object[][] = []
  for (const statement of enterStatements(platform().vault, { cookie, host, network, isAct: false })) {
    const { rows } = await tx.executeQuery<object>(CompiledQuery.raw(statement.sql, [...statement.values]))
    answers.push(rows)
  }
  const { actor, opener } = enteredFrom(answers, cookie, platform().vault)
  return { actor, tx, keys: new Compartments(tx, platform().vault, actor.tenantId, opener) }
}
