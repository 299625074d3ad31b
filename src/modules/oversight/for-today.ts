import { sql } from 'kysely'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskOf, isAccount, subjectOf } from './alarm-kinds.ts'

export const eventMatters = ['refused'] as const

const daysBack = 7

/** What an auditor looks at first, of the last week: what was refused, not there, or did not open for somebody. */
export async function eventsForToday({ actor, tx }: Scene, window: Window) {
  const found = sql`
    select e.seq as row_id, 'refused' as matter, -e.seq as rank, e.at as since
    from audit.event e
    where e.tenant_id = ${actor.tenantId} and e.at > now() - make_interval(days => ${daysBack}::int)
      and e.result in ('absent', 'refused', 'unopenable')`
  const rows = await firstOfEach(tx, 'audit.event', found, window, 'seq')
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: String(row.seq),
    actorId: row.actor_id,
    action: row.action,
    result: row.result,
  }))
}

/** Key rows and records that were refused and that nobody has answered yet, the longest first. */
export async function alarmsForToday({ tx }: Scene, window: Window) {
  const found = sql`
    select a.id as row_id, 'alarm' as matter, 0 as rank, a.first_at as since
    from audit.alarm a where a.answer is null`
  const rows = await firstOfEach(tx, 'audit.alarm', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    subject: subjectOf(row.kind),
    userId: isAccount(row.kind) ? row.object_id : null,
    deskId: deskOf({ kind: row.kind, objectId: row.object_id, atDesk: row.at_desk }),
    times: row.times,
  }))
}
