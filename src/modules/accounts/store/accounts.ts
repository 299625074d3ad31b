import { sql } from 'kysely'
import { signAccountName } from '../../../platform/account-names.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TenantRole } from '../../../platform/permissions.ts'
import { platform } from '../../../platform/runtime.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { UnlockerRow, UserKeyRow } from '../../../platform/vault/index.ts'

/** Her second factors; for printed ones how many codes are unused. */
export async function ownFactors(tx: Tx, userId: string) {
  const rows = await tx
    .selectFrom('auth.factor as f')
    .leftJoin('auth.factor_code as c', (join) =>
      join
        .onRef('c.tenant_id', '=', 'f.tenant_id')
        .onRef('c.factor_id', '=', 'f.id')
        .on('c.used_at', 'is', null),
    )
    .select((eb) => ['f.kind', 'f.created_at', eb.fn.count<string>('c.factor_id').as('left')])
    .where('f.user_id', '=', userId)
    .groupBy(['f.id', 'f.kind', 'f.created_at'])
    .orderBy('f.kind')
    .execute()
  return rows.map((row) => ({
    kind: row.kind as 'totp' | 'card' | 'recovery',
    createdAt: row.created_at,
    codesLeft: row.kind === 'totp' ? null : Number(row.left),
  }))
}

export interface InvitedKeys {
  key: UserKeyRow
  unlocker: UnlockerRow
}

/** An account that its letter's code will open. Written as an administrator; the login must be free in the tenant. */
export async function insertInvited(
  scene: Scene,
  person: { id: string; login: string; displayName: string },
  keys: InvitedKeys,
): Promise<void> {
  const { actor, tx } = scene
  await tx
    .insertInto('auth.staff_user')
    .values({
      tenant_id: actor.tenantId,
      id: person.id,
      login: person.login,
      display_name: person.displayName,
    })
    .execute()
  await signAccountName(scene, { ...person, userId: person.id })
  await insertKeys(tx, keys)
}

/** The key pair of an account and the letter's code that opens it. */
export async function insertKeys(tx: Tx, keys: InvitedKeys): Promise<void> {
  await tx
    .insertInto('auth.user_key')
    .values({
      tenant_id: keys.key.tenantId,
      user_id: keys.key.userId,
      key_id: Buffer.from(keys.key.keyId),
      public_key: Buffer.from(keys.key.publicKey),
      mac: Buffer.from(keys.key.mac),
    })
    .execute()
  await insertUnlocker(tx, keys.unlocker)
}

async function insertUnlocker(tx: Tx, row: UnlockerRow): Promise<void> {
  await tx
    .insertInto('auth.unlocker')
    .values({
      tenant_id: row.tenantId,
      user_id: row.userId,
      unlocker_id: row.unlockerId,
      kind: row.kind,
      salt: Buffer.from(row.salt),
      auth_hash: Buffer.from(row.authHash),
      wrap: Buffer.from(row.wrap),
      not_after: row.notAfter,
      mac: Buffer.from(row.mac),
    })
    .execute()
}

export function roleMac(tenantId: string, userId: string, role: TenantRole): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'role_assignment', [tenantId, userId, role]))
}

export async function isLoginTaken(tx: Tx, login: string): Promise<boolean> {
  const found = await tx
    .selectFrom('auth.staff_user')
    .select('id')
    .where(sql<boolean>`lower(login) = ${login}`)
    .executeTakeFirst()
  return found !== undefined
}

/** Accounts by login, with what they hold. `after` is the login of the last row seen. */
export async function accountsAfter(tx: Tx, after: string, state: string | undefined, limit: number) {
  const { rows } = await sql<AccountRow>`
    select u.id, u.login, u.display_name, u.state, u.created_at,
      array(select r.role from auth.role_assignment r where r.tenant_id = u.tenant_id and r.user_id = u.id
        and (r.not_after is null or r.not_after > now()) order by r.role) as roles,
      array(select distinct m.desk_id from auth.membership m where m.tenant_id = u.tenant_id and m.user_id = u.id
        and (m.not_after = 0 or m.not_after > extract(epoch from now()))) as desk_ids,
      auth.has_provider_link(u.tenant_id, u.id) as is_linked
    from auth.staff_user u
    where u.kind = 'person' and lower(u.login) > ${after} and (${state ?? null}::text is null or u.state = ${state ?? null})
    order by lower(u.login) limit ${limit}`.execute(tx)
  return rows
}

export interface AccountRow {
  id: string
  login: string
  display_name: string
  state: 'invited' | 'active' | 'suspended' | 'left'
  created_at: Date
  roles: string[]
  desk_ids: string[]
  is_linked: boolean
}

/** Answers the new state, `two` (it takes another administrator), `last` (a desk would have nobody left) or `absent`. */
export async function changeAccountState(tx: Tx, userId: string, state: string): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    select auth.change_account_state(${userId}, ${state}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export function findAccount(tx: Tx, login: string) {
  return tx
    .selectFrom('auth.staff_user')
    .select(['id', 'state', 'display_name'])
    .where(sql<boolean>`lower(login) = ${login}`)
    .where('kind', '=', 'person')
    .executeTakeFirst()
}

/** Takes back an invited account's keys, so that a new letter can be written; false when it is not invited. */
export async function forgetInvitation(tx: Tx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select auth.forget_invitation(${userId}) as done`.execute(tx)
  return rows[0]?.done === true
}

export function findInvited(tx: Tx, userId: string) {
  return tx
    .selectFrom('auth.staff_user')
    .select(['id', 'login', 'display_name'])
    .where('id', '=', userId)
    .where('state', '=', 'invited')
    .executeTakeFirst()
}
