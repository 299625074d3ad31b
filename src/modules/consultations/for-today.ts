import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'
import { handoverTextOf } from './handover-notes.ts'
import { isPromisedStill } from './promises.ts'
import { recordOf } from './store.ts'

export const consultationMatters = ['urgent_consultation', 'unread_consultation'] as const
export const promiseMatters = ['contact_overdue', 'contact_today', 'contact_ahead'] as const

/** Whose work it is: mine today, and the cases that go with it. */
export interface Whose {
  today: string
  userIds: readonly string[]
  caseIds: readonly string[]
  /** Open cases of my desks that nobody holds. */
  unheldCaseIds: readonly string[]
  /** Cases that already stand on the page as in danger. */
  newRiskCaseIds: readonly string[]
  /** Desks for which she reads what others wrote. */
  readsAt: readonly string[]
}

/**
 * Contacts that nobody who leads the desk has read (供覧): the urgent ones for everybody who leads, the others for whoever
 * reads there. One's own are for somebody else.
 */
export async function consultationsForToday(
  { actor, tx }: Scene,
  whose: Pick<Whose, 'readsAt' | 'newRiskCaseIds'>,
  window: Window,
) {
  const led = desksFor(actor, 'consultation.review')
  const isUrgent = sql`((c.urgency in ('now', 'today') or c.risk_level in ('extreme', 'high'))
    and (c.case_id in (select unnest(${whose.newRiskCaseIds}::uuid[]))) is not true)`
  const found = sql`
    select c.id as row_id, case when ${isUrgent} then 'urgent_consultation'
        when c.desk_id = any(${whose.readsAt}::uuid[]) then 'unread_consultation' end as matter,
      case when c.urgency = 'now' or c.risk_level = 'extreme' then 0 else 1 end as rank, c.created_at as since
    from consultation c
    where c.desk_id = any(${led}::uuid[]) and c.reviewed_at is null and c.author_id <> ${actor.userId}`
  const rows = await firstOfEach(tx, 'consultation', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    authorId: row.author_id,
    urgency: row.urgency,
    riskLevel: row.risk_level,
    channel: row.channel,
  }))
}

const daysAhead = 7

/**
 * What was promised: to speak with her again. It is kept by whoever holds her case, else by whoever promised; what is
 * past also shows to whoever reads at the desk.
 */
export async function promisesForToday({ actor, tx }: Scene, whose: Whose, window: Window) {
  const desks = desksFor(actor, 'consultation.write')
  const today = sql`${whose.today}::date`
  const isMine = sql`(case when c.case_id is null then c.author_id = any(${whose.userIds}::uuid[])
    else c.case_id = any(${whose.caseIds}::uuid[])
      or (c.author_id = any(${whose.userIds}::uuid[]) and c.case_id = any(${whose.unheldCaseIds}::uuid[])) end)`
  const found = sql`
    select c.id as row_id, case when c.next_contact_on < ${today} then 'contact_overdue'
      when c.next_contact_on = ${today} then 'contact_today' else 'contact_ahead' end as matter,
      0 as rank, c.next_contact_on::timestamp at time zone 'Asia/Tokyo' as since
    from consultation c
    where c.desk_id = any(${desks}::uuid[]) and c.next_contact_on <= ${today} + ${daysAhead}::int
      and (${isMine} or (c.desk_id = any(${whose.readsAt}::uuid[]) and c.next_contact_on < ${today}))
      and ${isPromisedStill}`
  const rows = await firstOfEach(tx, 'consultation', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    authorId: row.author_id,
    on: row.next_contact_on,
    record: recordOf(row),
  }))
}

/** Hand-over notes in force that she has not confirmed, her own not counted: with their words, latest first. */
export async function notesForToday({ actor, tx }: Scene, today: string, window: Window) {
  const desks = desksFor(actor, 'handover-note.read')
  const found = sql`
    select n.id as row_id, 'note' as matter, -extract(epoch from n.created_at)::bigint as rank, n.created_at as since
    from handover_note n
    where n.desk_id = any(${desks}::uuid[]) and n.until >= ${today}::date and n.author_id <> ${actor.userId}
      and not exists (select from handover_read r
        where r.tenant_id = n.tenant_id and r.note_id = n.id and r.user_id = ${actor.userId})`
  const rows = await firstOfEach(tx, 'handover_note', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    authorId: row.author_id,
    note: handoverTextOf(row),
  }))
}
