import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Placed, type Window } from '../../platform/db/first-of-each.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type CaseRow, labelOf } from './case-row.ts'
import type { CaseLabel } from './contract.ts'
import { quietByRule } from './list-store.ts'
import { waitsForLook } from './review-queue.ts'

/** What of the cases stands on today's page, each case once, the gravest first. */
export const caseMatters = [
  'new_high_risk',
  'review_overdue',
  'review_today',
  'unassigned',
  'unread_case',
  'quiet',
] as const
export const approvalMatters = ['approval', 'approval_to_see'] as const

/** Whose work it is: mine today. */
export interface Whose {
  today: string
  userIds: readonly string[]
  /** Desks for which she reads what others wrote. */
  readsAt: readonly string[]
}

const most = 1000

/** Set to high or extreme, and nobody who leads has looked at the case since. */
const isNewRisk = sql<boolean>`(case_.risk_level in ('extreme', 'high') and (case_.reviewed_at is null or exists (
  select from case_event e where e.tenant_id = case_.tenant_id and e.case_id = case_.id
    and e.kind = 'risk_changed' and e.at > case_.reviewed_at)))`

/**
 * The open cases that these people hold: what belongs to them (requests, promises) is theirs too. The cases of the desk
 * that nobody holds. And those that are in danger, for whoever leads: what else concerns them is said there.
 */
export async function openCasesOf({ actor, tx }: Scene, userIds: readonly string[]) {
  const rows = await tx
    .selectFrom('case_')
    .select(['id', 'assignee_id', isNewRisk.as('is_new_risk')])
    .select(sql<boolean>`coalesce(assignee_id = any(${userIds}::uuid[]), false)`.as('is_held'))
    .where('desk_id', '=', sql<string>`any(${desksFor(actor, 'case.read')}::uuid[])`)
    .where(
      sql<boolean>`(assignee_id is null or assignee_id = any(${userIds}::uuid[])
        or (desk_id = any(${desksFor(actor, 'case.review')}::uuid[]) and ${isNewRisk}))`,
    )
    .where('status', '<>', 'closed')
    .orderBy('moved_at', 'desc')
    .limit(most)
    .execute()
  const idsOf = (chosen: typeof rows) => chosen.map((row) => row.id)
  return {
    caseIds: idsOf(rows.filter((row) => row.is_held)),
    unheldCaseIds: idsOf(rows.filter((row) => row.assignee_id === null)),
    newRiskCaseIds: idsOf(rows.filter((row) => row.is_new_risk)),
  }
}

/**
 * Cases that must not wait: mine, and the desk's for those who read there; danger for everybody who leads. A risk counts
 * as new until somebody who leads has looked at the case since it was set.
 */
export async function casesForToday({ actor, tx }: Scene, whose: Whose, window: Window) {
  const desks = desksFor(actor, 'case.read')
  const led = desksFor(actor, 'case.review')
  const today = sql`${whose.today}::date`
  const quiet = quietByRule()
  const isMine = sql`coalesce(case_.assignee_id = any(${whose.userIds}::uuid[]), false)`
  const isLed = sql`case_.desk_id = any(${led}::uuid[])`
  const isRead = sql`case_.desk_id = any(${whose.readsAt}::uuid[])`
  const found = sql`
    select case_.id as row_id,
      case when ${isNewRisk} then 'new_high_risk'
        when not (${isMine} or ${isRead}) then null
        when soon.day < ${today} then 'review_overdue'
        when soon.day = ${today} then 'review_today'
        when ${isRead} and case_.assignee_id is null then 'unassigned'
        when ${isRead} and case_.reviewed_at is null then 'unread_case'
        when ${isMine} and ${quiet} then 'quiet' end as matter,
      case case_.risk_level when 'extreme' then 0 when 'high' then 1 else 2 end as rank,
      case when ${isNewRisk} then coalesce(raised.at, opened.at)
        when soon.day <= ${today} then soon.day::timestamp at time zone 'Asia/Tokyo'
        when ${isRead} and (case_.assignee_id is null or case_.reviewed_at is null) then opened.at
        else case_.moved_at end as since
    from case_
    cross join lateral (select least(case_.next_review_on, case_.reassess_by) as day) soon
    cross join lateral (select case_.opened_on::timestamp at time zone 'Asia/Tokyo' as at) opened
    left join lateral (
      select max(e.at) as at from case_event e
      where e.tenant_id = case_.tenant_id and e.case_id = case_.id and e.kind = 'risk_changed'
        and case_.risk_level in ('extreme', 'high')) raised on true
    where case_.desk_id = any(${desks}::uuid[]) and case_.status <> 'closed' and (${isMine} or ${isLed})`
  const rows = await firstOfEach(tx, 'case_', found, window)
  return rows.map((row) => ({ ...placed(row), ...lineOf(row) }))
}

/** Events that are worth a look; a look itself is none. */
const movements = [
  'consultation_attached',
  'assigned',
  'status_changed',
  'waiting_set',
  'risk_changed',
  'core_changed',
  'safety_changed',
  'person_added',
  'person_changed',
  'attachment_added',
  'reviewed',
  'transferred',
  'reopened',
  'share_withdrawn',
]

/**
 * My cases in which colleagues did something since I last looked: a call of hers that somebody else took stands before
 * everything else. Looking at the case settles it.
 */
export async function movedCasesForToday({ actor, tx }: Scene, window: Window) {
  const me = actor.userId
  const found = sql`
    select case_.id as row_id, 'moved' as matter,
      case when moved.what = 'consultation_attached' then 0 else 1e11 end - extract(epoch from moved.at) as rank,
      moved.at as since, moved.what, moved.by_user_id, moved.many
    from case_
    left join case_seen seen on seen.tenant_id = case_.tenant_id and seen.case_id = case_.id and seen.user_id = ${me}
    cross join lateral (
      select step.at, step.what, step.by_user_id, count(*) over () as many from (
        select e.at, e.kind as what, e.actor_id as by_user_id from case_event e
        where e.tenant_id = case_.tenant_id and e.case_id = case_.id and e.kind = any(${movements}::text[])
        union all
        select n.created_at, 'note', n.author_id from case_note n
        where n.tenant_id = case_.tenant_id and n.case_id = case_.id) step
      where step.by_user_id <> ${me} and step.at > coalesce(seen.seen_at, '-infinity')
      order by step.what = 'consultation_attached' desc, step.at desc limit 1) moved
    where case_.assignee_id = ${me} and case_.status <> 'closed'`
  const rows = await firstOfEach<'case_', { what: string; by_user_id: string; many: number }>(
    tx,
    'case_',
    found,
    window,
  )
  return rows.map((row) => ({
    ...placed(row),
    ...lineOf(row),
    what: row.what,
    byUserId: row.by_user_id,
    many: row.many,
  }))
}

/** What waits for the decision of whoever leads, and what was decided in the manager's stead and must be seen. */
export async function approvalsForToday({ actor, tx }: Scene, window: Window) {
  const desks = desksFor(actor, 'case.approve')
  const found = sql`
    select a.id as row_id, case when a.state = 'asked' then 'approval' else 'approval_to_see' end as matter,
      0 as rank, case when a.state = 'asked' then a.asked_at else a.decided_at end as since
    from approval a
    where a.desk_id = any(${desks}::uuid[]) and a.case_id is not null
      and ((a.state = 'asked' and a.asked_by <> ${actor.userId}) or ${waitsForLook(actor)})`
  const rows = await firstOfEach(tx, 'approval', found, window)
  return rows.map((row) => ({
    ...placed(row),
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    askedBy: row.asked_by,
    decidedBy: row.decided_by,
  }))
}

/** Numbers and titles of cases, and who their clients are, for lines of other modules. */
export async function caseLabels(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, { clientId: string; label: Sealed<CaseLabel> }>> {
  if (caseIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('case_')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(caseIds)]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, { clientId: row.client_id, label: labelOf(row) }]))
}

function placed({ matter, total, since }: Placed) {
  return { matter, total, since }
}

function lineOf(row: CaseRow) {
  return {
    id: row.id,
    riskLevel: row.risk_level,
    assigneeId: row.assignee_id,
    clientId: row.client_id,
    waitingFor: row.waiting_for,
    label: labelOf(row),
  }
}
