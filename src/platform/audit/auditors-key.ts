import { sql } from 'kysely'
import type { Tx } from '../db/tx.ts'
import { platform } from '../runtime.ts'
import type { Scene } from '../use-case.ts'
import type { MembershipRow, NewMember, UserKeyRow } from '../vault/index.ts'
import { auditorsKey } from './auditors-public-key.ts'

/**
 * The auditors of a tenant hold one key together: what is sealed to it, whoever acts cannot open (docs/adr/0012). For the
 * vault they are a desk whose id is the tenant's; they are none in any other respect.
 */
const role = 'oversight'

/** Names of the keys I was given, by which one sees what is not for me to open without trying. */
export async function ownAuditorsKeyIds(tx: Tx, wraps: readonly MembershipRow[]): Promise<Buffer[]> {
  const epochs = wraps.map((one) => one.epoch)
  if (epochs.length === 0) return []
  const rows = await tx
    .selectFrom('auth.auditors_key')
    .select('key_id')
    .where('epoch', 'in', epochs)
    .execute()
  return rows.map((row) => row.key_id)
}

/** My wraps, by which I open what is sealed to auditors; empty for everybody else. */
export async function ownAuditorsWraps(tx: Tx): Promise<MembershipRow[]> {
  const { rows } = await sql<{
    tenant_id: string
    user_id: string
    epoch: number
    wrap: Buffer
    mac: Buffer
  }>`select * from auth.my_auditors_wraps()`.execute(tx)
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    deskId: row.tenant_id,
    userId: row.user_id,
    epoch: row.epoch,
    role,
    notBefore: 0,
    notAfter: 0,
    wrap: row.wrap,
    mac: row.mac,
  }))
}

/**
 * When an auditor signs in: makes the key where no auditor holds one. It begins with her, and what it opens begins then;
 * whoever is an auditor after her is given it by somebody who holds it.
 */
export async function prepareAuditorsKey(scene: Scene): Promise<void> {
  const { actor, tx } = scene
  if (!actor.roles.includes('auditor')) return
  const last = await auditorsKey(tx, actor.tenantId)
  if (last && (await ownAuditorsWraps(tx)).some((one) => one.epoch === last.epoch)) return
  const own = await userKeyOf(tx, actor.userId)
  // Nobody seals to a key that somebody slipped in. Sign-in refuses such a row already; this is the second lock.
  if (!own || !platform().vault.checkUserKey(own)) return
  const epoch = (last?.epoch ?? 0) + 1
  const circle = { tenantId: actor.tenantId, deskId: actor.tenantId, epoch }
  const { deskKey, memberships } = platform().vault.foundDesk(circle, [asHolder(own)])
  const [first] = memberships
  if (!first) return
  // Answers false, and keeps nothing, where somebody holds the last one.
  await sql`select auth.found_auditors_key(${epoch}, ${Buffer.from(deskKey.keyId)}, ${Buffer.from(deskKey.publicKey)},
    ${Buffer.from(deskKey.mac)}, ${Buffer.from(first.wrap)}, ${Buffer.from(first.mac)})`.execute(tx)
}

/** Gives every epoch I hold to another auditor; false when she is none, or I hold none. */
export async function giveAuditorsKey({ actor, tx, keys }: Scene, userId: string): Promise<boolean> {
  const userKey = await userKeyOf(tx, userId)
  const memberships = await ownAuditorsWraps(tx)
  if (!userKey || memberships.length === 0) return false
  const wraps = platform().vault.admit({ ...keys.opener, memberships }, actor.tenantId, asHolder(userKey))
  const { rows } = await sql<{ done: boolean }>`select auth.give_auditors_key(${userId},
    ${wraps.map((one) => one.epoch)}::integer[], ${wraps.map((one) => Buffer.from(one.wrap))}::bytea[],
    ${wraps.map((one) => Buffer.from(one.mac))}::bytea[]) as done`.execute(tx)
  return rows[0]?.done === true
}

function asHolder(userKey: UserKeyRow): NewMember {
  return { userKey, role, notBefore: 0, notAfter: 0 }
}

async function userKeyOf(tx: Tx, userId: string): Promise<UserKeyRow | null> {
  const row = await tx
    .selectFrom('auth.user_key')
    .select(['tenant_id', 'user_id', 'key_id', 'public_key', 'mac'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!row) return null
  return {
    tenantId: row.tenant_id,
    userId: row.user_id,
    keyId: row.key_id,
    publicKey: row.public_key,
    mac: row.mac,
  }
}
