import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** Who sits at these desks, for a choice of authors; at most 300. */
export async function deskColleagues(
  tx: Tx,
  deskIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const rows = await tx
    .selectFrom('auth.membership as m')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['u.id', 'u.display_name'])
    .distinct()
    .where('u.kind', '=', 'person')
    .where('m.desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .orderBy('u.display_name')
    .limit(300)
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.display_name }))
}
