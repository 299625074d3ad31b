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

/** How many notes in force this person has not confirmed, her own not counted: for the first page. */
export async function unreadNotes(tx: Tx, userId: string, deskIds: readonly string[]): Promise<number> {
  const row = await tx
    .selectFrom('handover_note as n')
    .leftJoin('handover_read as r', (join) =>
      join
        .onRef('r.tenant_id', '=', 'n.tenant_id')
        .onRef('r.note_id', '=', 'n.id')
        .on('r.user_id', '=', userId),
    )
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('n.desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .where('n.until', '>=', todayInJapan)
    .where('n.author_id', '<>', userId)
    .where('r.user_id', 'is', null)
    .executeTakeFirst()
  return row?.count ?? 0
}
