import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export interface SampleAccountRow {
  user_id: string
  login: string
  display_name: string
  roles: string[]
  desks: string[]
  factor_id: string | null
  secret: Buffer | null
  last_step: number | null
}

/** The accounts of a sample tenant; none of a real one, whoever asks. */
export async function sampleAccounts(tx: Tx, tenantId: string): Promise<SampleAccountRow[]> {
  const { rows } = await sql<SampleAccountRow>`select * from auth.sample_accounts(${tenantId})`.execute(tx)
  return rows
}
