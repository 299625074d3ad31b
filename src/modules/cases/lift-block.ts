import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { holdLists } from '../conflicts/index.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

export const liftBlock = defineUseCase({
  name: 'case.lift-block',
  permission: 'case.block',
  purpose: 'protection',
  input: CaseId.extend({ userId: z.uuid(), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    await holdLists(scene)
    const row = await caseFor(scene, 'case.block', input.caseId)
    // What a match has blocked is lifted by somebody who leads (call-namesake.ts); the database keeps it, too.
    const lifted = await scene.tx
      .deleteFrom('auth.case_block')
      .where('case_id', '=', row.id)
      .where('user_id', '=', input.userId)
      .where('origin', '=', 'named')
      .executeTakeFirst()
    if (lifted.numDeletedRows === 0n) throw new AppError('not-found')
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'block_lifted',
      objectId: input.userId,
      reason: input.reason,
      isMovement: false,
    })
    return {}
  },
  audit: () => ({}),
})
