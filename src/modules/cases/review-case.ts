import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { CaseId, Day, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** The supervisor has looked at the case, and says when it is looked at next. */
export const reviewCase = defineUseCase({
  name: 'case.review',
  permission: 'case.review',
  purpose: 'oversight',
  input: CaseId.extend({
    nextReviewOn: Day.optional(),
    comment: text(2000).optional(),
    submissionId: z.uuid().optional(),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.review', input.caseId)
    await changeCase(scene, row, {
      reviewed_by: scene.actor.userId,
      reviewed_at: new Date(),
      next_review_on: input.nextReviewOn ?? null,
    })
    await addCaseEvent(scene, { ...homeOf(row), kind: 'reviewed', reason: input.comment, isMovement: false })
    return {}
  },
  audit: () => ({}),
})
