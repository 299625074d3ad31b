import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { askForApproval, openApprovals } from './approval-store.ts'
import { type CaseRow, caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { closeNow } from './closing.ts'
import { type CaseStatus, closingReasons, type RiskLevel } from './codes.ts'
import { CaseId, Day, text } from './contract.ts'
import { type CaseRules, dayInJapan, whyCannotClose, yearsAfter } from './policy.ts'
import { rulesOf } from './rule-store.ts'

/** Ends a case, or asks for the decision where the office wants one. Closing is never automatic. */
export const closeCase = defineUseCase({
  name: 'case.close',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    why: z.enum(closingReasons),
    reason: text(2000).min(1, 'cases_error_reason_missing'),
    retainUntil: Day,
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ outcome: z.enum(['closed', 'asked']) }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    const refusal = whyCannotClose({
      status: row.status as CaseStatus,
      riskLevel: row.risk_level as RiskLevel,
    })
    if (refusal) throw new AppError('refused', `cases_refused_${refusal.replaceAll('-', '_')}`)
    const rules = await rulesOf(scene.tx, row.desk_id)
    refuseTooShort(input.retainUntil, rules)
    if (rules.closingNeedsApproval && !mayApproveAt(scene.actor, row)) {
      const waiting = await openApprovals(scene.tx, row.id)
      if (waiting.some((one) => one.kind === 'closing' && one.state === 'asked'))
        throw new AppError('refused', 'cases_refused_asked_already')
      await changeCase(scene, row, { retain_until: input.retainUntil })
      await askForApproval(scene, {
        ...homeOf(row),
        kind: 'closing',
        subjectId: row.id,
        reason: input.reason,
      })
      return { outcome: 'asked' as const }
    }
    await closeNow(scene, row.id, {
      closedOn: dayInJapan(),
      retainUntil: input.retainUntil,
      why: input.why,
      reason: input.reason,
    })
    return { outcome: 'closed' as const }
  },
  audit: () => ({}),
})

function mayApproveAt(actor: Actor, row: CaseRow): boolean {
  return actor.seats.some((seat) => seat.deskId === row.desk_id && allows('case.approve', [seat.role]))
}

/** Longer may be chosen; shorter than the office's rule may not. */
function refuseTooShort(day: string, rules: CaseRules): void {
  if (day < yearsAfter(dayInJapan(), rules.retentionYears))
    throw new AppError('invalid', 'error_invalid', { fields: { retainUntil: 'cases_error_retention_short' } })
}
