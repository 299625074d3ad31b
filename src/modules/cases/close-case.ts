import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { m } from '../../platform/words/words.ts'
import { askForApproval, openApprovals } from './approval-store.ts'
import { caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { closeNow } from './closing.ts'
import { type CaseStatus, closingReasons, type RiskLevel } from './codes.ts'
import { CaseId, Day, text } from './contract.ts'
import { decidesInOwnRight } from './in-stead.ts'
import { dayInJapan, needsReasonToLeaveOpen, retainUntil, whyCannotClose } from './policy.ts'
import { consultationsKeptUntil, rulesAtClosing } from './retention-rules.ts'
import { stillOpenOf } from './still-open.ts'

/** Ends a case, or asks for the decision where the office wants one. Closing is never automatic. */
export const closeCase = defineUseCase({
  name: 'case.close',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    why: z.enum(closingReasons),
    reason: text(2000).min(1, 'cases_error_reason_missing'),
    /** Why it is closed although another desk owes an answer or a record is unread. */
    openReason: text(500).default(''),
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
    const leavesOpen = await refuseSilence(scene, row.id, input.openReason)
    const reason = joinedReason(input.reason, leavesOpen ? input.openReason : '')
    const rules = await rulesAtClosing(scene, row.desk_id)
    refuseTooShort(input.retainUntil, rules, await consultationsKeptUntil(scene.tx, row.id))
    if (
      rules.closingNeedsApproval &&
      !(await decidesInOwnRight(scene, { desk_id: row.desk_id, asked_by: scene.actor.userId }))
    ) {
      const waiting = await openApprovals(scene.tx, row.id)
      if (waiting.some((one) => one.kind === 'closing' && one.state === 'asked'))
        throw new AppError('refused', 'cases_refused_asked_already')
      await changeCase(scene, row, { retain_until: input.retainUntil })
      await askForApproval(scene, {
        ...homeOf(row),
        kind: 'closing',
        subjectId: row.id,
        code: input.why,
        acceptsOpen: leavesOpen,
        reason,
      })
      return { outcome: 'asked' as const }
    }
    await closeNow(scene, row, {
      closedOn: dayInJapan(),
      retainUntil: input.retainUntil,
      why: input.why,
      reason,
    })
    return { outcome: 'closed' as const }
  },
  audit: () => ({}),
})

/** Whether something is left open that wants a reason; refuses when there is none. */
async function refuseSilence({ tx }: Scene, caseId: string, openReason: string): Promise<boolean> {
  const kinds = (await stillOpenOf(tx, caseId)).map((one) => one.kind)
  if (!needsReasonToLeaveOpen(kinds)) return false
  if (openReason === '')
    throw new AppError('invalid', 'error_invalid', { fields: { openReason: 'cases_error_open_reason' } })
  return true
}

function joinedReason(reason: string, openReason: string): string {
  return openReason ? `${reason}\n${m.cases_close_left_open({ reason: openReason })}` : reason
}

/** Longer may be chosen; shorter than the office's rule may not. */
function refuseTooShort(
  day: string,
  rules: Parameters<typeof retainUntil>[2],
  keptByConsultations: string | null,
): void {
  const key =
    day < retainUntil(dayInJapan(), [], rules)
      ? 'cases_error_retention_short'
      : keptByConsultations !== null && day < keptByConsultations
        ? 'cases_error_retention_consultations'
        : null
  if (key) throw new AppError('invalid', 'error_invalid', { fields: { retainUntil: key } })
}
