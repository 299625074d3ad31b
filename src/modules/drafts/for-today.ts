import { sql } from 'kysely'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

/** What she began and has not sent, the latest first; nothing is opened. */
export async function draftsForToday({ actor, tx }: Scene, window: Window) {
  const found = sql`
    select d.id as row_id, 'draft' as matter, -extract(epoch from d.updated_at)::bigint as rank, d.updated_at as since
    from draft d where d.user_id = ${actor.userId}`
  const rows = await firstOfEach(tx, 'draft', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
  }))
}
