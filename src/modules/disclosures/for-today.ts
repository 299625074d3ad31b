import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

export const disclosureMatters = [
  'acted_first',
  'disclosure_overdue',
  'disclosure_to_see',
  'share_expiring',
] as const

/** Whose work it is: mine today, and the cases that go with it. */
export interface Whose {
  today: string
  userIds: readonly string[]
  caseIds: readonly string[]
  /** Desks for which she reads what others wrote. */
  readsAt: readonly string[]
}

const soonDays = 7

/**
 * What was told without somebody above and must be seen by her (`maySee`, as a condition), by its day, and apart what
 * went before anybody could decide; and what I let other desks see that runs out within a week.
 */
export async function disclosuresForToday({ actor, tx }: Scene, whose: Whose, window: Window) {
  const managed = actor.seats.filter((seat) => seat.role === 'manager').map((seat) => seat.deskId)
  const led = desksFor(actor, 'request.decide')
  const today = sql`${whose.today}::date`
  const waitsForMe = sql`(d.see_by is not null and d.seen_at is null and d.decided_by <> ${actor.userId}
    and d.made_by <> ${actor.userId}
    and case when d.decision = 'counselor' then d.desk_id = any(${whose.readsAt}::uuid[])
      when d.decision = 'afterwards' and d.made_as = 'manager' then d.desk_id = any(${led}::uuid[])
      else d.desk_id = any(${managed}::uuid[]) end)`
  const expires = sql`(d.state = 'live' and d.until_day between ${today} and ${today} + ${soonDays}::int
    and (d.made_by = any(${whose.userIds}::uuid[]) or d.case_id = any(${whose.caseIds}::uuid[])))`
  const found = sql`
    select d.id as row_id,
      case when ${waitsForMe} then case when d.decision = 'afterwards' then 'acted_first'
          when d.see_by < ${today} then 'disclosure_overdue' else 'disclosure_to_see' end
        else 'share_expiring' end as matter,
      d.see_by as rank,
      case when ${waitsForMe} then d.made_at else d.until_day::timestamp at time zone 'Asia/Tokyo' end as since
    from disclosure d
    where d.desk_id = any(${actor.seats.map((seat) => seat.deskId)}::uuid[]) and (${waitsForMe} or ${expires})`
  const rows = await firstOfEach(tx, 'disclosure', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    caseId: row.case_id,
    toDeskId: row.recipient_desk_id,
    madeBy: row.made_by,
    decision: row.decision,
    seeBy: row.see_by,
    untilDay: row.until_day,
  }))
}
