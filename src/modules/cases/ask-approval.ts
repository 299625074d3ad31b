import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { askForApproval } from './approval-store.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { markMoved } from './event-store.ts'

/** 決裁を求める about the course of the case. What other modules need decided, they ask for through the front door. */
export const askApproval = defineUseCase({
  name: 'case.ask-approval',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    submissionId: z.uuid(),
    kind: z.enum(['course', 'contact', 'protection', 'emergency']),
    /** afterwards: done already because there was danger to life, the approver sees it later (後閲). */
    mode: z.enum(['regular', 'afterwards']).default('regular'),
    reason: text(2000).min(1, 'cases_error_reason_missing'),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    if (input.mode === 'afterwards' && input.kind !== 'emergency' && input.kind !== 'protection')
      throw new AppError('refused', 'cases_refused_afterwards')
    const id = await askForApproval(scene, {
      ...homeOf(row),
      kind: input.kind,
      subjectId: row.id,
      mode: input.mode,
      reason: input.reason,
    })
    await markMoved(scene, row.id)
    return { id }
  },
  audit: (result) => ({ objectType: 'approval', objectId: result.id }),
})
