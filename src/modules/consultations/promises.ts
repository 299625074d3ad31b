import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/**
 * Holds of a consultation `c` as long as nobody has spoken with her since: no later contact with the same person, or in
 * the same case. A call to another office about her is no contact with her.
 */
export const isPromisedStill = sql<boolean>`(c.next_contact_on is not null and not exists (
  select from consultation later
  where later.tenant_id = c.tenant_id and later.counted_as = 'counselling'
    and (later.case_id = c.case_id or later.person_id = c.person_id)
    and (later.day, later.created_at, later.id) > (c.day, c.created_at, c.id)))`

export async function promisedStill(tx: Tx, consultationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('consultation as c')
    .select('c.id')
    .where('c.id', '=', consultationId)
    .where(isPromisedStill)
    .executeTakeFirst()
  return row !== undefined
}
