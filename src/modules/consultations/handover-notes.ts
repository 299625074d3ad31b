import { type Selectable, sql } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { sealedOf } from '../../platform/records.ts'
import { handoverNoteRecord } from './records.ts'

const todayInJapan = sql<string>`(now() at time zone 'Asia/Tokyo')::date`

export function handoverTextOf(row: Selectable<DB['handover_note']>) {
  return sealedOf(handoverNoteRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.desk_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.note,
  })
}

/** Notes still in force at these desks, latest first; `after` goes on below a moment. */
export async function standingNotes(tx: Tx, deskIds: readonly string[]) {
  return tx
    .selectFrom('handover_note')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .where('until', '>=', todayInJapan)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}
