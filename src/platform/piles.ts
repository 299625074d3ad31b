import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './db/tx.ts'
import type { RecordKind } from './records.ts'
import type { SealedPile } from './vault/contract.ts'

const perPile = 200

/**
 * Thousands of sealed documents under desks' keys in few rows: a row a document would cost more than opening it. `rows`
 * selects `id, desk_id, rev, schema_no, document` in the order wanted; the place in that order stays with each document.
 */
export async function readPiles(
  tx: Tx,
  tenantId: string,
  kind: RecordKind,
  rows: RawBuilder<unknown>,
): Promise<{ piles: SealedPile[]; count: number }> {
  const { rows: piles } = await sql<{ desk_id: string; bytes: Buffer; count: number }>`
    select desk_id, count(*) as count, string_agg(int4send(place) || uuid_send(id) || int8send(rev)
      || int2send(schema_no::smallint) || int4send(length(document)) || document, ''::bytea order by place) as bytes
    from (select wanted.*, (row_number() over ())::integer as place from (${rows}) wanted) placed
    group by desk_id, place / ${sql.lit(perPile)} order by min(place)`.execute(tx)
  return {
    piles: piles.map((pile) => ({ tenantId, label: kind.label, deskId: pile.desk_id, bytes: pile.bytes })),
    count: piles.reduce((sum, pile) => sum + pile.count, 0),
  }
}
