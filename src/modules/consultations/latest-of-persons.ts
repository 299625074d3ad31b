import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

export interface LatestConsultation {
  id: string
  /** The Japanese day of the contact. */
  day: string
}

/** The last consultation of each of these persons that the asker may see. */
export async function latestOfPersons(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, LatestConsultation>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('consultation')
    .distinctOn('person_id')
    .select(['id', 'person_id', 'day'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('person_id')
    .orderBy('day', 'desc')
    .orderBy('created_at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.person_id ?? '', { id: row.id, day: row.day }]))
}
