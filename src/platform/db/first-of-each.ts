import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { DB } from './schema.ts'
import type { Tx } from './tx.ts'

/** Which of the found kinds, from which place on, and how many of each. */
export interface Window {
  only?: string | undefined
  from: number
  count: number
}

export interface Placed {
  /** Its kind; a row stands in one only. */
  matter: string
  /** How many there are of this kind in all. */
  total: number
  place: number
  /** Since when it waits, or when it is due. */
  since: Date | null
}

/**
 * Rows sorted out into kinds: of each kind how many there are, and the first few, in one statement however many kinds
 * and rows. `found` selects `row_id`, `matter` (null = none of them), `rank` (the lowest first) and `since` (the
 * longest first); what else it selects comes along.
 */
export async function firstOfEach<Table extends keyof DB & string, Added extends object = object>(
  tx: Tx,
  table: Table,
  found: RawBuilder<unknown>,
  { only, from, count }: Window,
  key = 'id',
): Promise<(Selectable<DB[Table]> & Placed & Added)[]> {
  const { rows } = await sql<Selectable<DB[Table]> & Placed & Added>`
    with found as (${found}),
    placed as (
      select *, count(*) over (partition by matter) as total,
        row_number() over (partition by matter order by rank, since nulls last, row_id) as place
      from found where matter is not null ${only === undefined ? sql`` : sql`and matter = ${only}`}),
    chosen as (select * from placed where place > ${from}::int and place <= ${from + count}::int)
    select whole.*, chosen.* from chosen join ${sql.table(table)} as whole on whole.${sql.ref(key)} = chosen.row_id
    order by chosen.matter, chosen.place`.execute(tx)
  return rows
}
