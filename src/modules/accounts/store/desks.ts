import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Scene } from '../../../platform/use-case.ts'
import type { DeskKeyRow, MembershipRow, UserKeyRow } from '../../../platform/vault/index.ts'

export async function findDesk(tx: Tx, deskId: string) {
  return tx
    .selectFrom('auth.desk')
    .select(['id', 'kind', 'epoch', 'rotate_due_at'])
    .where('id', '=', deskId)
    .executeTakeFirst()
}

export interface MemberRow {
  user_id: string
  login: string
  display_name: string
  state: string
  role: string
  not_before: number
  not_after: number
}

/** Who sits at the desk today or will, by name of account. A desk has few members; two hundred is far beyond any. */
export function membersOf(tx: Tx, deskId: string): Promise<MemberRow[]> {
  return tx
    .selectFrom('auth.membership as m')
    .innerJoin('auth.desk as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'm.tenant_id')
        .onRef('d.id', '=', 'm.desk_id')
        .onRef('d.epoch', '=', 'm.epoch'),
    )
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['m.user_id', 'u.login', 'u.display_name', 'u.state', 'm.role', 'm.not_before', 'm.not_after'])
    .where('m.desk_id', '=', deskId)
    .where('u.kind', '=', 'person')
    .orderBy('u.login')
    .limit(200)
    .execute()
}

/** Who left since the key was made, and sits there no more; the latest first. */
export async function leaversOf(tx: Tx, deskId: string) {
  return tx
    .selectFrom('auth.desk_leaver as l')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'l.tenant_id').onRef('u.id', '=', 'l.user_id'),
    )
    .select(['u.display_name as displayName', 'l.left_at as leftAt'])
    .where('l.desk_id', '=', deskId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('auth.membership as m')
            .select('m.user_id')
            .whereRef('m.tenant_id', '=', 'l.tenant_id')
            .whereRef('m.desk_id', '=', 'l.desk_id')
            .whereRef('m.user_id', '=', 'l.user_id'),
        ),
      ),
    )
    .orderBy('l.left_at', 'desc')
    .limit(20)
    .execute()
}

/** Public keys of accounts that can be members: everybody but those who have left. */
export async function userKeys(tx: Tx, userIds: readonly string[]): Promise<Map<string, UserKeyRow>> {
  const rows = await tx
    .selectFrom('auth.user_key as k')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.user_id'),
    )
    .select(['k.tenant_id', 'k.user_id', 'k.key_id', 'k.public_key', 'k.mac'])
    .where('k.user_id', '=', sql<string>`any(${[...new Set(userIds)]}::uuid[])`)
    .where('u.state', 'in', ['invited', 'active'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.user_id,
      {
        tenantId: row.tenant_id,
        userId: row.user_id,
        keyId: row.key_id,
        publicKey: row.public_key,
        mac: row.mac,
      },
    ]),
  )
}

export async function insertMemberships(tx: Tx, rows: readonly MembershipRow[]): Promise<void> {
  await tx
    .insertInto('auth.membership')
    .values(
      rows.map((row) => ({
        tenant_id: row.tenantId,
        desk_id: row.deskId,
        user_id: row.userId,
        epoch: row.epoch,
        role: row.role,
        not_before: row.notBefore,
        not_after: row.notAfter,
        wrap: Buffer.from(row.wrap),
        mac: Buffer.from(row.mac),
      })),
    )
    .execute()
}

/** The key of a desk's first epoch, and its first members; from here on it can be sealed for. */
export async function insertFoundedDesk(
  { tx }: Scene,
  deskKey: DeskKeyRow,
  memberships: readonly MembershipRow[],
): Promise<void> {
  await tx
    .insertInto('auth.desk_key')
    .values({
      tenant_id: deskKey.tenantId,
      desk_id: deskKey.deskId,
      epoch: deskKey.epoch,
      key_id: Buffer.from(deskKey.keyId),
      public_key: Buffer.from(deskKey.publicKey),
      mac: Buffer.from(deskKey.mac),
    })
    .execute()
  await insertMemberships(tx, memberships)
  await tx.updateTable('auth.desk').set({ epoch: deskKey.epoch }).where('id', '=', deskKey.deskId).execute()
}

/** Answers `left`, `last` (the desk would have nobody) or `absent`. */
export async function leaveDesk(tx: Tx, deskId: string, userId: string): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    select auth.leave_desk(${deskId}, ${userId}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function allDeskIds(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('auth.desk').select('id').limit(1000).execute()
  return rows.map((row) => row.id)
}
