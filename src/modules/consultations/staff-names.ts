import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** Display names of colleagues by id, in one statement. */
export async function staffNames(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
