import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { KeptKind } from './contract.ts'
import type { RetentionState } from './policy.ts'

interface Row {
  desk_id: string
  compartment_id: string
  keep_until: string | null
  is_held: boolean
  is_listed: boolean
}

/** The clock of one record of a desk of mine; absent, another desk's, blocked and destroyed are one answer. */
export async function stateOf(
  tx: Tx,
  kind: KeptKind,
  recordId: string,
): Promise<RetentionState & { deskId: string; compartmentId: string }> {
  const { rows } = await sql<Row>`
    select desk_id, compartment_id, keep_until, is_held, is_listed from auth.record_retention(${kind}, ${recordId})`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw new AppError('not-found')
  return {
    deskId: row.desk_id,
    compartmentId: row.compartment_id,
    keepUntil: row.keep_until,
    isHeld: row.is_held,
    isListed: row.is_listed,
  }
}
