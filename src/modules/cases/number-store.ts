import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { caseNumber, fiscalYearOf } from './policy.ts'

/**
 * A number of the tenant's fiscal year, drawn by lot: consecutive ones would show a gap to somebody for whom a case does
 * not exist. A rollback gives it back.
 */
export async function drawNumber(tx: Tx, day: string): Promise<string> {
  const fiscalYear = fiscalYearOf(day)
  const { rows } = await sql<{ drawn: number | null }>`
    select public.draw_case_number(${fiscalYear}) as drawn`.execute(tx)
  const drawn = rows[0]?.drawn
  if (!drawn) throw new AppError('forbidden')
  return caseNumber(fiscalYear, drawn)
}
