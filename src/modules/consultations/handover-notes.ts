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

/** How long one can look back at what has left the list. */
const daysKeptInSight = 30

/** Notes still in force at these desks, latest first; or those that left the list in the last weeks. */
export async function notesAt(tx: Tx, deskIds: readonly string[], isPast: boolean) {
  const ofDesks = tx
    .selectFrom('handover_note')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
  const chosen = isPast
    ? ofDesks
        .where('until', '<', todayInJapan)
        .where('until', '>=', sql<string>`${todayInJapan} - ${daysKeptInSight}::int`)
    : ofDesks.where('until', '>=', todayInJapan)
  return chosen.orderBy('created_at', 'desc').orderBy('id').limit(100).execute()
}
