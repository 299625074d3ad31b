import type { Tx } from '../../platform/db/tx.ts'
import { type CaseRules, ourCaseRules } from './policy.ts'

export async function rulesOf(tx: Tx, deskId: string): Promise<CaseRules & { isOurs: boolean }> {
  const row = await tx.selectFrom('case_rule').selectAll().where('desk_id', '=', deskId).executeTakeFirst()
  if (!row) return { ...ourCaseRules, isOurs: true }
  return {
    quietDays: row.quiet_days,
    retentionYears: row.retention_years,
    childAge: row.child_age,
    closingNeedsApproval: row.closing_needs_approval,
    isOurs: false,
  }
}
