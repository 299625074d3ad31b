import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** She has come back. Everything is as it was; the day of destruction is taken back. */
export const reopenCase = defineUseCase({
  name: 'case.reopen',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    if (row.status !== 'closed') throw new AppError('refused', 'cases_refused_not_closed')
    await changeCase(scene, row, { status: 'open', closed_on: null, retain_until: null })
    await addCaseEvent(scene, { ...homeOf(row), kind: 'reopened', reason: input.reason })
    return {}
  },
  audit: () => ({}),
})
