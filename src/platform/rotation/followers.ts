import type { Statements } from '../audit/log/seal-round.ts'
import type { UnlockerRow, Vault } from '../vault/index.ts'

export interface Follower {
  login: string
  tenant: string
  /** A password moves at her next sign-in, an invitation when it is taken up. */
  kind: UnlockerRow['kind']
}

type Row = UnlockerRow & Follower & { isActive: boolean }

/** Accounts that still follow from the root secret before, and may still use that. */
export async function followersOf(db: Statements, vault: Pick<Vault, 'isOfPrevious'>): Promise<Follower[]> {
  return (await unlockersOfPrevious(db, vault))
    .filter((row) => row.isActive)
    .map(({ login, tenant, kind }) => ({ login, tenant, kind }))
}

/**
 * The secret before counts for nobody any more. What suspended or gone accounts still had under it goes; let in again, they are
 * begun anew. Only to be called when nobody follows.
 */
export async function endPrevious(db: Statements, vault: Pick<Vault, 'isOfPrevious'>): Promise<void> {
  const rest = await unlockersOfPrevious(db, vault)
  await db.query('delete from auth.unlocker where unlocker_id = any ($1::uuid[])', [
    rest.map((row) => row.unlockerId),
  ])
  await db.query('update internal.earlier_root set is_live = false')
}

async function unlockersOfPrevious(db: Statements, vault: Pick<Vault, 'isOfPrevious'>): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select k.tenant_id as "tenantId", k.user_id as "userId", k.unlocker_id as "unlockerId", k.kind, k.salt,
       k.auth_hash as "authHash", k.wrap, k.not_after::float8 as "notAfter", k.mac, u.login, t.name as tenant,
       u.state in ('active', 'invited') and (k.not_after = 0 or k.not_after > extract(epoch from now())) as "isActive"
     from auth.unlocker k join auth.staff_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
     join auth.tenant t on t.tenant_id = k.tenant_id order by t.name, u.login`,
  )
  return rows.filter((row) => vault.isOfPrevious(row))
}
