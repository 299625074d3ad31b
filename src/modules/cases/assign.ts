import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { onDuty } from '../directory/index.ts'
import { assigneeOf, tellAssignee } from './assignee.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan } from './policy.ts'
import { renewCopies } from './renew-copies.ts'

/** Gives a case to a colleague of its desk. Somebody who is absent today is taken, and the page says so. */
export const assign = defineUseCase({
  name: 'case.assign',
  permission: 'case.assign',
  purpose: 'support',
  input: CaseId.extend({ assigneeId: z.uuid(), reason: text(2000).optional() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ isAbsentToday: z.boolean() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.assign', input.caseId)
    refuseIfClosed(row)
    const assigneeId = await assigneeOf(scene, row.desk_id, input.assigneeId, row.id)
    // Sent twice, it happens once.
    if (row.assignee_id !== assigneeId) {
      await changeCase(scene, row, { assignee_id: assigneeId })
      await renewCopies(scene, row)
      await addCaseEvent(scene, {
        ...homeOf(row),
        kind: 'assigned',
        objectId: assigneeId,
        reason: input.reason,
      })
      await tellAssignee(scene, homeOf(row), assigneeId)
    }
    const duty = await onDuty(scene.tx, row.desk_id, dayInJapan())
    return { isAbsentToday: duty.absent.some((one) => one.userId === assigneeId) }
  },
  audit: () => ({}),
})
