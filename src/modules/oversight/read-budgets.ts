import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** What is counted, in the order of the page. The database knows which act counts as what (migrations/0140). */
export const counted = ['record', 'search', 'export', 'duty-search'] as const
export type Counted = (typeof counted)[number]

export interface ReadBudget {
  what: Counted
  /** Within an hour, then her password and code are asked for again; null = never. */
  askAfter: number | null
  /** On one day, then somebody who leads must agree. */
  stopAfter: number
  isOurs: boolean
}

export async function readBudgets(tx: Tx, tenantId: string): Promise<ReadBudget[]> {
  const { rows } = await sql<ReadBudget>`
    select w.what, b.ask_after as "askAfter", b.stop_after as "stopAfter",
      not exists (select from auth.read_budget r where r.tenant_id = ${tenantId} and r.who = 'person' and r.what = w.what) as "isOurs"
    from unnest(${[...counted]}::text[]) with ordinality as w (what, place)
    cross join lateral auth.read_budget_of(${tenantId}, 'person', w.what) as b
    order by w.place`.execute(tx)
  return rows
}
