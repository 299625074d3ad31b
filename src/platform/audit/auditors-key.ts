import { CompiledQuery, sql } from 'kysely'
import type { Tx } from '../db/tx.ts'
import { isGenuineRole } from '../entering.ts'
import { platform } from '../runtime.ts'
import type { Scene } from '../use-case.ts'
import type { MembershipRow, NewMember, SeatedMember, UserKeyRow } from '../vault/index.ts'
import { auditorsKey } from './auditors-public-key.ts'
import { auditStatement } from './record.ts'

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
 * When an auditor signs in: renews the key if she holds it and somebody who held it has left, and makes one where no auditor
 * holds any. That begins with her, and what it opens begins then; whoever is an auditor after her is given it by somebody who
 * holds it. Last of all that signing in does: whoever lets an auditor go waits for the lock that is taken here.
 */
export async function prepareAuditorsKey(scene: Scene): Promise<void> {
  const { actor, tx } = scene
  if (!actor.roles.includes('auditor')) return
  const last = await auditorsKey(tx, actor.tenantId)
  if (last && (await ownAuditorsWraps(tx)).some((one) => one.epoch === last.epoch)) {
    if ((await auditorsLeavers(tx, last.epoch)).length > 0 && (await renewAuditorsKey(scene))) {
      const about = { objectType: 'audit', basis: `epoch:${last.epoch + 1}` }
      const line = auditStatement('audit.renew-key', 'oversight', 'ok', about)
      await tx.executeQuery(CompiledQuery.raw(line.sql, line.values))
    }
    return
  }
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

/** Who held this key and lost it; the latest first. Where it is the newest it is to be renewed. */
export async function auditorsLeavers(tx: Tx, epoch: number): Promise<{ name: string; leftAt: Date }[]> {
  return tx
    .selectFrom('auth.auditors_leaver as l')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'l.tenant_id').onRef('u.id', '=', 'l.user_id'),
    )
    .select(['u.display_name as name', 'l.left_at as leftAt'])
    .where('l.epoch', '=', epoch)
    .orderBy('l.left_at', 'desc')
    .limit(20)
    .execute()
}

/**
 * The next epoch (docs/adr/0018), for every auditor who holds the present one. Whoever's role, wrap or key was altered is left
 * out and raises the alarm; once that is put right, somebody who holds the key gives it to her. False = there is nothing to
 * renew, it is not hers to renew, or somebody was faster.
 */
export async function renewAuditorsKey({ actor, tx, keys }: Scene): Promise<boolean> {
  const seated = await holdersToRenew(tx, actor.tenantId)
  if (!seated.some(({ seat }) => seat.userId === actor.userId)) return false
  const memberships = await ownAuditorsWraps(tx)
  const { deskKey, memberships: wraps } = platform().vault.renewDesk(
    { ...keys.opener, memberships },
    actor.tenantId,
    seated,
  )
  const { rows } = await sql<{ done: boolean }>`select auth.renew_auditors_key(${deskKey.epoch},
    ${Buffer.from(deskKey.keyId)}, ${Buffer.from(deskKey.publicKey)}, ${Buffer.from(deskKey.mac)},
    ${wraps.map((one) => one.userId)}::uuid[], ${wraps.map((one) => Buffer.from(one.wrap))}::bytea[],
    ${wraps.map((one) => Buffer.from(one.mac))}::bytea[]) as done`.execute(tx)
  return rows[0]?.done === true
}

interface HolderColumns {
  user_id: string
  epoch: number
  wrap: Buffer
  mac: Buffer
  role_mac: Buffer
  key_id: Buffer
  public_key: Buffer
  key_mac: Buffer
}

/** Those whom the vault itself has written, held until the transaction ends: nobody comes or goes meanwhile. */
async function holdersToRenew(tx: Tx, tenantId: string): Promise<SeatedMember[]> {
  const { vault } = platform()
  const { rows } = await sql<HolderColumns>`select * from auth.auditors_to_renew()`.execute(tx)
  return rows.flatMap((row) => {
    const { user_id: userId, epoch, wrap, mac } = row
    const seat = { tenantId, deskId: tenantId, userId, epoch, role, notBefore: 0, notAfter: 0, wrap, mac }
    const userKey = { tenantId, userId, keyId: row.key_id, publicKey: row.public_key, mac: row.key_mac }
    const isGenuine =
      isGenuineRole(vault, { tenantId, userId, role: 'auditor' }, row.role_mac) &&
      vault.checkMembership(seat) &&
      vault.checkUserKey(userKey)
    return isGenuine ? [{ seat, userKey }] : []
  })
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
