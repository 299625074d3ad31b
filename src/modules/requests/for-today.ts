import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Opened } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type RequestRow, sheetOf } from './store.ts'

/** What of the requests stands on today's page, each once, the most pressing first. */
export const requestMatters = [
  'asked_overdue',
  'asked_due',
  'asked_new',
  'asked_in_hand',
  'asked_waiting',
  'request_to_decide',
  'asked_back',
  'reply_overdue',
  'reply_due',
  'answered',
  'declined',
] as const

/** Whose work it is: mine today, and the cases that go with it. */
export interface Whose {
  today: string
  userIds: readonly string[]
  caseIds: readonly string[]
  /** Desks for which she reads what others wrote. */
  readsAt: readonly string[]
}

/** A refusal cannot be worked off; it is shown so long. */
const daysOfRefusal = 7

/**
 * What is asked of my desks concerns everybody there. What I asked of others concerns me, and whoever holds the case
 * now; what is late of it also whoever reads at the desk.
 */
export async function requestsForToday(scene: Scene, whose: Whose, window: Window) {
  const { actor, tx } = scene
  const asked = desksFor(actor, 'request.answer')
  const sending = desksFor(actor, 'request.send')
  const deciding = desksFor(actor, 'request.decide')
  // As `mayDecide` says: nobody decides her own.
  const isMineToDecide = sql`(r.from_desk_id = any(${deciding}::uuid[]) and r.sent_by <> ${actor.userId})`
  const due = sql`(r.due_on::timestamp at time zone 'Asia/Tokyo')`
  const isMine = sql`(r.sent_by = any(${whose.userIds}::uuid[]) or rc.case_id = any(${whose.caseIds}::uuid[]))`
  const matter = sql`case
    when r.to_desk_id = any(${asked}::uuid[]) and not r.is_paper then case
      when r.state in ('sent', 'accepted') and r.due_on < ${whose.today}::date then 'asked_overdue'
      when r.state in ('sent', 'accepted') and (r.due_on = ${whose.today}::date or r.is_urgent) then 'asked_due'
      when r.state = 'sent' then 'asked_new'
      when r.state = 'accepted' then 'asked_in_hand'
      when r.state = 'asked_back' then 'asked_waiting' end
    when r.state = 'proposed' then case when ${isMineToDecide} then 'request_to_decide' end
    when r.from_desk_id = any(${sending}::uuid[]) and (${isMine}
        or (r.from_desk_id = any(${whose.readsAt}::uuid[]) and (r.state = 'asked_back' or r.due_on < ${whose.today}::date))) then case
      when r.state = 'asked_back' then 'asked_back'
      when r.state in ('sent', 'accepted') and r.due_on < ${whose.today}::date then 'reply_overdue'
      when r.state in ('sent', 'accepted') and (r.due_on = ${whose.today}::date or r.is_urgent) then 'reply_due'
      when r.state = 'answered' and ${isMine} then 'answered'
      when r.state in ('declined', 'not_approved') and ${isMine} then 'declined' end
    end`
  const found = sql`
    select r.id as row_id, ${matter} as matter, case when r.is_urgent then 0 else 1 end as rank,
      case when r.state = 'proposed' then r.sent_at when r.state in ('sent', 'accepted') then ${due} else r.changed_at end as since
    from request r left join request_case rc on rc.tenant_id = r.tenant_id and rc.request_id = r.id
    where (r.to_desk_id = any(${asked}::uuid[]) or r.from_desk_id = any(${sending}::uuid[]))
      and (r.state in ('proposed', 'sent', 'accepted', 'asked_back', 'answered')
        or (r.state in ('declined', 'not_approved') and r.changed_at > now() - make_interval(days => ${daysOfRefusal}::int)))`
  const rows = await firstOfEach(tx, 'request', found, window)
  return rows.map((row) => ({ ...placed(row), row: openOf(row), sheet: sheetOf(row) }))
}

function placed(row: { matter: string; total: number; since: Date | null }) {
  return { matter: row.matter, total: row.total, since: row.since }
}

/** What stands in the open about a request. */
function openOf(row: RequestRow) {
  return {
    id: row.id,
    state: row.state,
    isUrgent: row.is_urgent,
    isPaper: row.is_paper,
    dueOn: row.due_on,
    sentAt: row.sent_at,
    changedAt: row.changed_at,
    fromDeskId: row.from_desk_id,
    toDeskId: row.to_desk_id,
    sentBy: row.sent_by,
    takenBy: row.taken_by,
  }
}

export type RequestForToday = Opened<Awaited<ReturnType<typeof requestsForToday>>>[number]
