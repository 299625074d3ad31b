import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

export const glassMatters = ['glass_to_review'] as const

/** Cases that somebody on duty has opened and nobody who leads has looked at: three office days at most. */
export async function glassForToday({ actor, tx }: Scene, window: Window) {
  const found = sql`
    select b.id as row_id, 'glass_to_review' as matter, 0 as rank, b.at as since
    from auth.break_glass b
    where b.verdict is null and b.user_id <> ${actor.userId}
      and b.case_desk_id = any(${desksFor(actor, 'glass.review')}::uuid[])`
  const rows = await firstOfEach(tx, 'auth.break_glass', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    caseId: row.case_id,
    userId: row.user_id,
  }))
}
