import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/**
 * Until this transaction ends a connection plans each of its statements once and for all, whatever the values. For long statements that
 * ask for few rows each time: to plan them anew took longer than to run them. Not where the best way depends on the values.
 */
export async function plannedOnce(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = force_generic_plan`.execute(tx)
}
