import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { mostCounted } from './codes.ts'
import { isClosed, isOpen, quietByRule, thisDesk } from './list-store.ts'

export type ListCounts = Record<'mine' | 'desk' | 'unassigned' | 'quiet' | 'closed', number>

/** How many stand in each view; `mostCounted` + 1 where there are more than that: every page would read all cases of a large desk. */
export async function listCounts(tx: Tx, actor: Actor, deskIds: readonly string[]): Promise<ListCounts> {
  const count = (chosen: RawBuilder<boolean>) => countUpTo(deskIds, chosen)
  const { rows } = await sql<ListCounts>`select
    ${count(sql`${isOpen} and assignee_id = ${actor.userId}`)} as mine,
    ${count(isOpen)} as desk,
    ${count(sql`${isOpen} and assignee_id is null`)} as unassigned,
    ${count(sql`${isOpen} and ${quietByRule(thisDesk)}`)} as quiet,
    ${count(isClosed)} as closed`.execute(tx)
  return rows[0] ?? { mine: 0, desk: 0, unassigned: 0, quiet: 0, closed: 0 }
}

/**
 * Each desk by itself and in the order of an index, like `latestOfDesks`. Without an order PostgreSQL reads the whole table, hoping to
 * find as many soon.
 */
function countUpTo(deskIds: readonly string[], chosen: RawBuilder<boolean>) {
  const most = sql.lit(mostCounted + 1)
  return sql`(select count(*) from (
    select from unnest(${deskIds}::uuid[]) as this_desk (id) cross join lateral (
      select from case_ where desk_id = ${thisDesk} and ${chosen} order by moved_at desc, id desc limit ${most}) as c
    limit ${most}) as counted)`
}
