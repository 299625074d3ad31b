import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** The database's own, which alone says what has ended. */
export async function clockOf(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)
  return rows[0]?.at ?? new Date()
}

/** Answers `taken`, `again` or `ended`. */
export async function noteTaken(
  tx: Tx,
  { tenantId, tag, endsAt }: { tenantId: string; tag: Buffer; endsAt: Date },
): Promise<'taken' | 'again' | 'ended'> {
  const { rows } = await sql<{ answer: 'taken' | 'again' | 'ended' }>`
    select auth.take_challenge(${tenantId}, ${tag}, ${endsAt}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'again'
}
