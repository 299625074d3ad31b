import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { riskLevels } from './codes.ts'
import { CaseId, Day, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan, whyCannotSetRisk } from './policy.ts'

export const setRisk = defineUseCase({
  name: 'case.set-risk',
  permission: 'case.write',
  purpose: 'protection',
  input: CaseId.extend({
    riskLevel: z.enum(riskLevels),
    reason: text(2000).min(1, 'cases_error_reason_missing'),
    reassessBy: Day.optional(),
    submissionId: z.uuid().optional(),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const refusal = whyCannotSetRisk(input.riskLevel, input.reassessBy ?? null, dayInJapan())
    if (refusal)
      throw new AppError('invalid', 'error_invalid', {
        fields: { reassessBy: `cases_error_${refusal.replaceAll('-', '_')}` },
      })
    await changeCase(scene, row, {
      risk_level: input.riskLevel,
      reassess_by: input.reassessBy ?? null,
      ...(input.reassessBy ? { next_review_on: input.reassessBy } : {}),
    })
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'risk_changed',
      toState: input.riskLevel,
      reason: input.reason,
    })
    return {}
  },
  audit: () => ({}),
})
