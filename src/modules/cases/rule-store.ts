import type { Selectable } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { type CaseRules, ourCaseRules } from './policy.ts'

type Standing = CaseRules & {
  isOurs: boolean
  /** When they were set last; a later change is known by it. Empty while they are ours. */
  mark: string
}

export async function rulesOf(tx: Tx, deskId: string): Promise<Standing> {
  return rulesFrom(
    await tx.selectFrom('case_rule').selectAll().where('desk_id', '=', deskId).executeTakeFirst(),
  )
}

/** The rules of the desk that holds a case, without asking for the case first. */
export async function rulesOfCase(tx: Tx, caseId: string): Promise<Standing> {
  return rulesFrom(
    await tx
      .selectFrom('case_rule')
      .selectAll()
      .where('desk_id', '=', (from) => from.selectFrom('case_').select('desk_id').where('id', '=', caseId))
      .executeTakeFirst(),
  )
}

function rulesFrom(row: Selectable<DB['case_rule']> | undefined): Standing {
  if (!row) return { ...ourCaseRules, isOurs: true, mark: '' }
  return {
    quietDays: row.quiet_days,
    retentionYears: row.retention_years,
    childAge: row.child_age,
    closingNeedsApproval: row.closing_needs_approval,
    isOurs: false,
    mark: row.changed_at.toISOString(),
  }
}
