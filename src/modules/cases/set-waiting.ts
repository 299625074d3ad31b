import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { waitingReasons } from './codes.ts'
import { CaseId, Day, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** A case without movement is never closed by itself: it says what it waits for (本人の意思・連絡不可・機関の回答). */
export const setWaiting = defineUseCase({
  name: 'case.set-waiting',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    waitingFor: z.enum(waitingReasons),
    reason: text(2000).optional(),
    nextReviewOn: Day.optional(),
    submissionId: z.uuid().optional(),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    await changeCase(scene, row, {
      status: 'waiting',
      waiting_for: input.waitingFor,
      ...(input.nextReviewOn ? { next_review_on: input.nextReviewOn } : {}),
    })
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'waiting_set',
      toState: input.waitingFor,
      reason: input.reason,
    })
    return {}
  },
  audit: () => ({}),
})
