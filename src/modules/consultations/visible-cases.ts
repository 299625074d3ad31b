import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/**
 * Which of these cases exist for whoever asks: row-level security answers, so that absent, another desk's and blocked
 * look alike.
 */
export async function visibleCases(tx: Tx, ids: readonly (string | null)[]): Promise<Set<string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Set()
  const rows = await tx
    .selectFrom('case_')
    .select('id')
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.id))
}
