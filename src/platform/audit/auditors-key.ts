import { sql } from 'kysely'
import { Compartments } from '../compartments.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Tx } from '../db/tx.ts'
import { type Bearer, enteredFrom, enterStatements, isGenuineRole } from '../entering.ts'
import { platform } from '../runtime.ts'
import type { Scene } from '../use-case.ts'
import type { MembershipRow, NewMember, UserKeyRow } from '../vault/index.ts'
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

/** Another auditor may hold a lock of hers at that moment; the key waits for the next sign-in rather than she for it. */
const lockPatience = { sql: "set local lock_timeout = '2s'", values: [] }

/**
 * After an auditor has signed in, in a transaction of its own: renews the key if she holds it and somebody who held it has left,
 * and makes one where no auditor holds any. That begins with her, and what it opens begins then; whoever is an auditor after her
 * is given it by somebody who holds it.
 */
export async function prepareAuditorsKey(bearer: Bearer): Promise<void> {
  const { pool, vault } = platform()
  const first = [...enterStatements(vault, bearer), lockPatience]
  await inTransaction(pool, first, async ({ tx, commit }, answers) => {
    const { actor, opener } = enteredFrom(answers, bearer.cookie, vault)
    const keys = new Compartments(tx, vault, actor.tenantId, opener)
    const made = await nextAuditorsKey({ actor, tx, keys })
    if (!made) return commit()
    const about = { objectType: 'audit', basis: `epoch:${made.epoch}`, count: made.count }
    return commit([auditStatement('audit.renew-key', 'oversight', 'ok', about)])
  })
}

/** What the record says of the next epoch: to how many it was wrapped. The very first one leaves no line. */
async function nextAuditorsKey(scene: Scene): Promise<NextKey | null> {
  const { actor, tx } = scene
  if (!actor.roles.includes('auditor')) return null
  const newest = await auditorsKey(tx, actor.tenantId)
  if (newest && (await ownAuditorsWraps(tx)).some((one) => one.epoch === newest.epoch)) {
    if (!(await isDue(tx, newest.epoch))) return null
    const renewed = await renewAuditorsKey(scene)
    if (renewed) return renewed
  }
  const founded = await foundAuditorsKey(scene)
  return founded && founded.epoch > 1 ? founded : null
}

async function foundAuditorsKey({ actor, tx }: Scene): Promise<NextKey | null> {
  const epoch = 1 + (await lastEpoch(tx))
  const newest = await auditorsKey(tx, actor.tenantId)
  const own = await userKeyOf(tx, actor.userId)
  // Nobody seals to a key that somebody slipped in. Sign-in refuses such a row already; this is the second lock.
  if (!own || !platform().vault.checkUserKey(own)) return null
  const circle = { tenantId: actor.tenantId, deskId: actor.tenantId, epoch }
  const { deskKey, memberships } = platform().vault.foundDesk(circle, [asHolder(own)])
  const [first] = memberships
  if (!first) return null
  // Answers false, and keeps nothing, where somebody holds the newest one.
  const { rows } = await sql<{
    done: boolean
  }>`select auth.found_auditors_key(${epoch}, ${newest?.epoch ?? 0},
    ${Buffer.from(deskKey.keyId)}, ${Buffer.from(deskKey.publicKey)}, ${Buffer.from(deskKey.mac)},
    ${Buffer.from(first.wrap)}, ${Buffer.from(first.mac)}) as done`.execute(tx)
  return rows[0]?.done === true ? { epoch, count: 1 } : null
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

/** Whether somebody who held this key has left, or, of one from before that was noted, may have. */
async function isDue(tx: Tx, epoch: number): Promise<boolean> {
  const { rows } = await sql<{ is_due: boolean }>`
    select k.leavers_unknown or exists (
      select from auth.auditors_leaver l where l.tenant_id = k.tenant_id and l.epoch = k.epoch) as is_due
    from auth.auditors_key k where k.epoch = ${epoch}`.execute(tx)
  return rows[0]?.is_due === true
}

export interface NextKey {
  epoch: number
  /** To how many it was wrapped. */
  count: number
}

/**
 * The next epoch (docs/adr/0018), for every auditor who holds the present one. Whoever's role, wrap or key was altered is left
 * out and raises the alarm; once that is put right, somebody who holds the key gives it to her. Null = there is nothing to
 * renew, it is not hers to renew, or somebody was faster.
 */
export async function renewAuditorsKey({ actor, tx }: Scene): Promise<NextKey | null> {
  const { tenantId, userId } = actor
  // In this order: whoever is faster has taken this epoch, and the database answers false.
  const epoch = 1 + (await lastEpoch(tx))
  const newest = await auditorsKey(tx, tenantId)
  const holders = newest ? await holdersToRenew(tx, tenantId, { epoch, from: newest.epoch }) : []
  if (!newest || !holders.some((one) => one.userId === userId)) return null
  const circle = { tenantId, deskId: tenantId, epoch }
  const { deskKey, memberships: wraps } = platform().vault.foundDesk(circle, holders.map(asHolder))
  const { rows } = await sql<{ done: boolean }>`select auth.renew_auditors_key(${epoch}, ${newest.epoch},
    ${Buffer.from(deskKey.keyId)}, ${Buffer.from(deskKey.publicKey)}, ${Buffer.from(deskKey.mac)},
    ${wraps.map((one) => one.userId)}::uuid[], ${wraps.map((one) => Buffer.from(one.wrap))}::bytea[],
    ${wraps.map((one) => Buffer.from(one.mac))}::bytea[]) as done`.execute(tx)
  return rows[0]?.done === true ? { epoch, count: wraps.length } : null
}

/** Of all keys, whosever they are; 0 = there is none. */
async function lastEpoch(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('auth.auditors_key')
    .select('epoch')
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.epoch ?? 0
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
async function holdersToRenew(
  tx: Tx,
  tenantId: string,
  next: { epoch: number; from: number },
): Promise<UserKeyRow[]> {
  const { vault } = platform()
  const { rows } = await sql<HolderColumns>`
    select * from auth.auditors_to_renew(${next.epoch}, ${next.from})`.execute(tx)
  return rows.flatMap((row) => {
    const { user_id: userId, epoch, wrap, mac } = row
    const seat = { tenantId, deskId: tenantId, userId, epoch, role, notBefore: 0, notAfter: 0, wrap, mac }
    const userKey = { tenantId, userId, keyId: row.key_id, publicKey: row.public_key, mac: row.key_mac }
    const isGenuine =
      isGenuineRole(vault, { tenantId, userId, role: 'auditor' }, row.role_mac) &&
      vault.checkMembership(seat) &&
      vault.checkUserKey(userKey)
    return isGenuine ? [userKey] : []
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
