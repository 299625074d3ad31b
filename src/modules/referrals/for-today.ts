import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'
import { referralSheetOf } from './store.ts'

export const referralMatters = ['urgent_referral', 'referral'] as const

/** Referrals that nobody of the hub has received yet. */
export async function referralsForToday({ actor, tx }: Scene, window: Window) {
  const desks = desksFor(actor, 'referral.receive')
  const found = sql`
    select r.id as row_id, case when r.is_urgent then 'urgent_referral' else 'referral' end as matter,
      0 as rank, r.sent_at as since
    from referral r where r.to_desk_id = any(${desks}::uuid[]) and r.state = 'sent'`
  const rows = await firstOfEach(tx, 'referral', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    fromDeskId: row.from_desk_id,
    sheet: referralSheetOf(row),
  }))
}
