import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** Takes a file from sight; that it was there, and why it went, stays on the timeline. */
export const removeAttachment = defineUseCase({
  name: 'case.remove-attachment',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ attachmentId: z.uuid(), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'attachment', objectId: input.attachmentId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const removed = await scene.tx
      .updateTable('attachment')
      .set({ removed_at: new Date() })
      .where('id', '=', input.attachmentId)
      .where('case_id', '=', row.id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (removed.numUpdatedRows === 0n) throw new AppError('not-found')
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'attachment_removed',
      objectId: input.attachmentId,
      reason: input.reason,
    })
    return {}
  },
  audit: () => ({}),
})
