import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

export interface StaffName {
  userId: string
  name: string
}

/** Names of colleagues; only those that are not known already are asked for. */
export async function staffNames(
  tx: Tx,
  userIds: readonly string[],
  known: readonly StaffName[] = [],
): Promise<Map<string, string>> {
  const names = new Map(known.map(({ userId, name }) => [userId, name]))
  const ids = [...new Set(userIds)].filter((id) => !names.has(id))
  if (ids.length === 0) return names
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map([...names, ...rows.map((row) => [row.id, row.display_name] as const)])
}

/** The people of the desk that holds the case, those who have left it included. */
export async function staffHolding(tx: Tx, caseId: string): Promise<StaffName[]> {
  const { rows } = await sql<{ id: string; display_name: string }>`
    select distinct u.id, u.display_name from case_ c
    join auth.membership m on m.tenant_id = c.tenant_id and m.desk_id = c.desk_id
    join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where c.id = ${caseId}`.execute(tx)
  return rows.map((row) => ({ userId: row.id, name: row.display_name }))
}

/** Everybody whose name the page of a case may show: the desk's people, and who has acted on the case. One statement. */
export async function staffAround(tx: Tx, caseId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; display_name: string }>`
    select u.id, u.display_name from auth.staff_user u where u.id in (
      select m.user_id from case_ c join auth.membership m on m.tenant_id = c.tenant_id and m.desk_id = c.desk_id
        where c.id = ${caseId}
      union select e.actor_id from case_event e where e.case_id = ${caseId}
      union select e.object_id from case_event e where e.case_id = ${caseId} and e.kind in ('assigned', 'blocked', 'block_lifted')
      union select n.author_id from case_note n where n.case_id = ${caseId}
      union select a.asked_by from approval a where a.case_id = ${caseId}
      union select a.decided_by from approval a where a.case_id = ${caseId})`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

/** Present members of a desk, by name. */
export async function membersOfDesk(tx: Tx, deskId: string): Promise<(StaffName & { role: string })[]> {
  const { rows } = await sql<{ user_id: string; display_name: string; role: string }>`
    select m.user_id, u.display_name, m.role
    from auth.desk d
    join auth.membership m on m.tenant_id = d.tenant_id and m.desk_id = d.id and m.epoch = d.epoch
    join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where d.id = ${deskId} and u.state = 'active' and u.kind = 'person' and m.not_before <= extract(epoch from now())
      and (m.not_after = 0 or m.not_after > extract(epoch from now()))
    order by u.display_name collate "ja-x-icu" limit 500`.execute(tx)
  return rows.map((row) => ({ userId: row.user_id, name: row.display_name, role: row.role }))
}
