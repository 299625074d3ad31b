import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { Sealed } from '../../platform/records.ts'
import type { SearchSource } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import type { RequestSheet } from './contract.ts'
import type { RequestState } from './items.ts'
import { sheetRecord } from './records.ts'
import { sheetOf } from './store.ts'

export interface ShownRequest {
  requestId: string
  state: RequestState
  sentOn: string
  /** The desk on the other side. */
  otherDeskId: string
  sheet: Sealed<RequestSheet>
}

/**
 * What her desks asked and were asked, newest movement first. Each sheet has a key of its own, so only the latest are
 * looked through; older ones stand in the lists of requests.
 */
export async function searchableRequests(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  most: number,
): Promise<{ source: SearchSource<RequestSheet>; shown: ReadonlyMap<string, ShownRequest> }> {
  const asked = desksFor(actor, 'request.answer')
  const asker = desksFor(actor, 'request.send')
  const rows = await tx
    .selectFrom('request')
    .select(['tenant_id', 'id', 'compartment_id', 'rev', 'schema_no', 'sheet'])
    .select(['state', 'sent_at', 'from_desk_id', 'to_desk_id'])
    .where((where) =>
      where.or([
        where('to_desk_id', '=', sql<string>`any(${asked}::uuid[])`),
        where('from_desk_id', '=', sql<string>`any(${asker}::uuid[])`),
      ]),
    )
    .orderBy('changed_at', 'desc')
    .limit(most)
    .execute()
  const shown = rows.map((row) => ({
    requestId: row.id,
    state: row.state as RequestState,
    sentOn: japanDay(row.sent_at),
    otherDeskId: asker.includes(row.from_desk_id) ? row.to_desk_id : row.from_desk_id,
    sheet: sheetOf(row),
  }))
  return {
    source: {
      kind: sheetRecord,
      piles: [],
      loose: shown.map((one) => one.sheet),
      isCut: rows.length === most,
    },
    shown: new Map(shown.map((one) => [one.requestId, one])),
  }
}
