import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { type DeskDuty, type DeskMember, dutyOf, holdersOf, type RoleHolders } from './duty-policy.ts'

/** Who belongs to a desk on a Japanese day (with the desk's present key). */
export async function membersOf(tx: Tx, deskId: string, day: string): Promise<DeskMember[]> {
  return (await membersOfDesks(tx, [deskId], day)).map(({ deskId: _deskId, ...member }) => member)
}

async function membersOfDesks(tx: Tx, deskIds: readonly string[], day: string) {
  const begins = Date.parse(`${day}T00:00:00+09:00`) / 1000
  const rows = await tx
    .selectFrom('auth.membership')
    .innerJoin('auth.desk', (join) =>
      join
        .onRef('auth.desk.tenant_id', '=', 'auth.membership.tenant_id')
        .onRef('auth.desk.id', '=', 'auth.membership.desk_id')
        .onRef('auth.desk.epoch', '=', 'auth.membership.epoch'),
    )
    .innerJoin('auth.staff_user', (join) =>
      join
        .onRef('auth.staff_user.tenant_id', '=', 'auth.membership.tenant_id')
        .onRef('auth.staff_user.id', '=', 'auth.membership.user_id'),
    )
    .select([
      'auth.membership.desk_id',
      'auth.membership.user_id',
      'auth.membership.role',
      'auth.staff_user.display_name',
    ])
    .where('auth.membership.desk_id', '=', sql<string>`any(${[...deskIds]}::uuid[])`)
    .where('auth.membership.not_before', '<', begins + 86_400)
    .where((where) =>
      where.or([where('auth.membership.not_after', '=', 0), where('auth.membership.not_after', '>', begins)]),
    )
    .where('auth.staff_user.state', '=', 'active')
    .where('auth.staff_user.kind', '=', 'person')
    .orderBy('auth.staff_user.display_name')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    deskId: row.desk_id,
    userId: row.user_id,
    name: row.display_name,
    role: row.role,
  }))
}

/** Who is on duty at a desk on a Japanese day, with cover in place of the absent. Nobody present = tell the desk's lead. */
export async function onDuty(tx: Tx, deskId: string, day: string): Promise<DeskDuty> {
  const found = await dutiesOn(tx, [deskId], day)
  return found.get(deskId) ?? dutyOf([], [])
}

/** Who holds a role at a desk, and whether all of them are away that day. */
export async function holdersOfRole(tx: Tx, deskId: string, role: string, day: string): Promise<RoleHolders> {
  return holdersOf(await onDuty(tx, deskId, day), role)
}

/** The same for several desks in two statements; at most a handful of them. */
export async function dutiesOn(
  tx: Tx,
  deskIds: readonly string[],
  day: string,
): Promise<Map<string, DeskDuty>> {
  if (deskIds.length === 0) return new Map()
  const [members, rows] = await Promise.all([
    membersOfDesks(tx, deskIds, day),
    tx
      .selectFrom('duty')
      .select(['desk_id', 'user_id', 'kind', 'covers_user_id'])
      .where('desk_id', '=', sql<string>`any(${[...deskIds]}::uuid[])`)
      .where('day', '=', day)
      .execute(),
  ])
  return new Map(
    deskIds.map((deskId) => [
      deskId,
      dutyOf(
        members.filter((member) => member.deskId === deskId).map(({ deskId: _deskId, ...member }) => member),
        rows
          .filter((row) => row.desk_id === deskId)
          .map((row) => ({ userId: row.user_id, kind: row.kind, coversUserId: row.covers_user_id })),
      ),
    ]),
  )
}
