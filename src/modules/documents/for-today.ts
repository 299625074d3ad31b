import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

/** A sheet may stay with whoever works on it; after so long somebody asks for it. */
const daysOut = 14

/** Numbered sheets that I gave out, or that belong to my cases, and that nobody has collected since. */
export async function papersForToday(
  { actor, tx }: Scene,
  whose: { userIds: readonly string[]; caseIds: readonly string[] },
  window: Window,
) {
  const desks = desksFor(actor, 'request.answer-on-behalf')
  const found = sql`
    select r.id as row_id, 'paper_out' as matter, 0 as rank, r.at as since
    from release r
    where r.desk_id = any(${desks}::uuid[]) and r.paper_state = 'out'
      and r.at < now() - make_interval(days => ${daysOut}::int)
      and (r.released_by = any(${whose.userIds}::uuid[]) or r.case_id = any(${whose.caseIds}::uuid[]))`
  const rows = await firstOfEach(tx, 'release', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    requestId: row.subject_id,
    caseId: row.case_id,
    serial: row.serial,
    fiscalYear: row.fiscal_year,
    toDeskId: row.recipient_desk_id,
  }))
}
