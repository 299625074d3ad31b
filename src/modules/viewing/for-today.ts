import { sql } from 'kysely'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

export const viewingMatters = ['unusual_viewing'] as const

/** Unusual viewing that nobody has answered, the longest first; row-level security leaves out what concerns oneself. */
export async function viewingForToday({ tx }: Scene, window: Window) {
  const found = sql`
    select a.id as row_id, 'unusual_viewing' as matter, case when a.rule = 'trap' then 0 else 1 end as rank, a.raised_at as since
    from audit.viewing_alert a where a.answer is null`
  const rows = await firstOfEach(tx, 'audit.viewing_alert', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    rule: row.rule,
    userId: row.user_id,
    deskId: row.desk_id,
  }))
}
