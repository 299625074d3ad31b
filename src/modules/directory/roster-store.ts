import type { Tx } from '../../platform/db/tx.ts'
import type { RosterRow } from './roster-policy.ts'

export async function rosterOf(tx: Tx, deskId: string, days: readonly string[]): Promise<RosterRow[]> {
  const rows = await tx
    .selectFrom('duty')
    .select(['user_id', 'day', 'kind', 'covers_user_id'])
    .where('desk_id', '=', deskId)
    .where('day', 'in', [...days])
    .execute()
  return rows.map((row) => ({
    userId: row.user_id,
    day: row.day,
    kind: row.kind as RosterRow['kind'],
    coversUserId: row.covers_user_id,
  }))
}

export async function replaceRoster(
  tx: Tx,
  tenantId: string,
  deskId: string,
  days: readonly string[],
  rows: readonly RosterRow[],
): Promise<void> {
  await tx
    .deleteFrom('duty')
    .where('desk_id', '=', deskId)
    .where('day', 'in', [...days])
    .execute()
  if (rows.length === 0) return
  await tx
    .insertInto('duty')
    .values(
      rows.map((row) => ({
        tenant_id: tenantId,
        id: crypto.randomUUID(),
        desk_id: deskId,
        user_id: row.userId,
        day: row.day,
        kind: row.kind,
        covers_user_id: row.coversUserId,
      })),
    )
    .execute()
}
