import { sql } from 'kysely'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import type { Scene } from '../../platform/use-case.ts'

export const eventMatters = ['unopenable', 'refused'] as const

const daysBack = 7

/** What an auditor looks at first, of the last week: records that did not open, and what was refused or not there for somebody. */
export async function eventsForToday({ actor, tx }: Scene, window: Window) {
  const found = sql`
    select e.seq as row_id, case when e.result = 'unopenable' then 'unopenable' else 'refused' end as matter,
      -e.seq as rank, e.at as since
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
