import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

export interface DeskStanding {
  unreviewed: number
  /** Not yet reviewed, and in danger now or to be acted on today. */
  urgent: number
}

/** What of these desks' consultations must not wait: for the first page. One statement. */
export async function standingOfDesks(tx: Tx, deskIds: readonly string[]): Promise<DeskStanding> {
  const row = await tx
    .selectFrom('consultation')
    .select([
      sql<number>`count(*)`.as('unreviewed'),
      sql<number>`count(*) filter (where urgency in ('now', 'today'))`.as('urgent'),
    ])
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .where('reviewed_at', 'is', null)
    .executeTakeFirst()
  return { unreviewed: row?.unreviewed ?? 0, urgent: row?.urgent ?? 0 }
}
