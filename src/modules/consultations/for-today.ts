import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { Scene } from '../../platform/use-case.ts'
import { unreadNotes } from './handover-notes.ts'

/** What waits at the consultation desks: notes nobody of us confirmed, contacts no supervisor has seen. */
export async function consultationsForToday({ actor, tx }: Scene) {
  const desks = desksFor(actor, 'consultation.read')
  const led = desksFor(actor, 'consultation.review')
  const [notes, row] = await Promise.all([
    unreadNotes(tx, actor.userId, desks),
    tx
      .selectFrom('consultation')
      .select([
        sql<number>`count(*)`.as('unreviewed'),
        sql<number>`count(*) filter (where urgency in ('now', 'today') or risk_level in ('extreme', 'high'))`.as(
          'urgent',
        ),
      ])
      .where('desk_id', '=', sql<string>`any(${led}::uuid[])`)
      .where('reviewed_at', 'is', null)
      .executeTakeFirst(),
  ])
  return { unreadNotes: notes, unreviewed: row?.unreviewed ?? 0, urgent: row?.urgent ?? 0 }
}
