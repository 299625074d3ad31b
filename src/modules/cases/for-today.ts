import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { Scene } from '../../platform/use-case.ts'
import { listItems } from './list-store.ts'

const most = 8
const today = sql<string>`(now() at time zone 'Asia/Tokyo')::date`

/** Why a case stands on today's page, the gravest reason first. */
export const todayReasons = ['high_risk', 'overdue', 'due_today', 'unassigned', 'unreviewed'] as const
export type TodayReason = (typeof todayReasons)[number]

const reasonOf = sql<TodayReason>`case
  when risk_level in ('extreme', 'high') then 'high_risk'
  when least(next_review_on, reassess_by) < ${today} then 'overdue'
  when least(next_review_on, reassess_by) = ${today} then 'due_today'
  when assignee_id is null then 'unassigned'
  else 'unreviewed' end`

/** Cases that must not wait: mine, and for those who lead also what nobody has or has reviewed. */
export async function casesForToday({ actor, tx }: Scene) {
  const desks = desksFor(actor, 'case.read')
  const led = desksFor(actor, 'case.review')
  const rows = await tx
    .selectFrom('case_')
    .selectAll()
    .select([reasonOf.as('reason'), sql<number>`count(*) over ()`.as('total')])
    .where('desk_id', '=', sql<string>`any(${desks}::uuid[])`)
    .where('status', '<>', 'closed')
    .where(
      sql<boolean>`(
        ((assignee_id = ${actor.userId} or desk_id = any(${led}::uuid[]))
          and (risk_level in ('extreme', 'high') or least(next_review_on, reassess_by) <= ${today}))
        or (desk_id = any(${led}::uuid[]) and (assignee_id is null or reviewed_at is null)))`,
    )
    .orderBy(sql`(assignee_id = ${actor.userId}) desc nulls last`)
    .orderBy(
      sql`array_position(array['high_risk', 'overdue', 'due_today', 'unassigned', 'unreviewed'], ${reasonOf})`,
    )
    .orderBy('moved_at')
    .limit(most)
    .execute()
  const items = await listItems(tx, rows)
  return {
    total: rows[0]?.total ?? 0,
    items: items.map((item, index) => ({
      ...item,
      reason: rows[index]?.reason ?? 'unreviewed',
      isMine: item.assigneeId === actor.userId,
    })),
  }
}
