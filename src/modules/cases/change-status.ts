import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** Takes a waiting case up again. Closing and waiting have use-cases of their own, for they ask for more. */
export const changeStatus = defineUseCase({
  name: 'case.change-status',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ status: z.enum(['open']), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    if (row.status === input.status) throw new AppError('refused', 'cases_refused_same_status')
    await changeCase(scene, row, { status: input.status, waiting_for: null })
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'status_changed',
      toState: input.status,
      reason: input.reason,
    })
    return {}
  },
  audit: () => ({}),
})
