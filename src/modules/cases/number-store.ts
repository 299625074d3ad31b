import type { Tx } from '../../platform/db/tx.ts'
import { caseNumber, fiscalYearOf } from './policy.ts'

/** The desk's next number of the fiscal year. Two who open a case at once get two numbers; a rollback leaves no gap. */
export async function takeNumber(tx: Tx, tenantId: string, deskId: string, day: string): Promise<string> {
  const fiscalYear = fiscalYearOf(day)
  const { last_number } = await tx
    .insertInto('case_counter')
    .values({ tenant_id: tenantId, desk_id: deskId, fiscal_year: fiscalYear, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'desk_id', 'fiscal_year'])
        .doUpdateSet((set) => ({ last_number: set('case_counter.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return caseNumber(fiscalYear, last_number)
}
