import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** Colleagues for whom a consultation without a case does not exist. Whoever asks is never among them: of herself she learns nothing. */
export async function keptFrom(tx: Tx, consultationId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ user_id: string }>`
    select k.user_id from auth.kept_from_of(${consultationId}) k`.execute(tx)
  return new Set(rows.map((row) => row.user_id))
}
