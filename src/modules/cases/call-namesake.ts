import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { holdLists } from '../conflicts/index.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** The counterpart only bears the same name as somebody near to this colleague: a lead has found out, and says how. */
export const callNamesake = defineUseCase({
  name: 'case.call-namesake',
  permission: 'case.call-namesake',
  purpose: 'protection',
  input: CaseId.extend({ userId: z.uuid(), reason: text(2000).min(10, 'cases_error_namesake_reason') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    await holdLists(scene)
    const row = await caseFor(scene, 'case.call-namesake', input.caseId)
    const { rows } = await sql<{ done: boolean }>`
      select auth.call_namesake(${row.id}, ${input.userId}) as done`.execute(scene.tx)
    if (!rows[0]?.done) throw new AppError('not-found')
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
