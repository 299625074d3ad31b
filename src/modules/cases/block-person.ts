import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { holdLists } from '../conflicts/index.ts'
import { caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/**
 * 「○○課にいる人です」: for the person she named the case stops existing, in content, lists, counts and requests.
 * Nothing tells the person so; there is no page that shows a block to the one it names.
 */
export const blockPerson = defineUseCase({
  name: 'case.block-person',
  permission: 'case.block',
  purpose: 'protection',
  input: CaseId.extend({ userId: z.uuid(), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const { actor, tx } = scene
    await holdLists(scene)
    const row = await caseFor(scene, 'case.block', input.caseId)
    if (input.userId === actor.userId) throw new AppError('refused', 'cases_refused_block_oneself')
    const user = await tx
      .selectFrom('auth.staff_user')
      .select('id')
      .where('id', '=', input.userId)
      .executeTakeFirst()
    if (!user) throw new AppError('not-found')
    const standing = await tx
      .selectFrom('auth.case_block')
      .select('origin')
      .where('case_id', '=', row.id)
      .where('user_id', '=', input.userId)
      .executeTakeFirst()
    if (standing?.origin === 'named') throw new AppError('refused', 'cases_refused_blocked_already')
    // A match keeps her out already, and a lead may find that it is a namesake: what is said by hand stands beside it.
    if (standing) await sql`select auth.name_beside_match(${row.id}, ${input.userId})`.execute(tx)
    else
      await tx
        .insertInto('auth.case_block')
        .values({
          tenant_id: actor.tenantId,
          case_id: row.id,
          user_id: input.userId,
          created_by: actor.userId,
        })
        .execute()
    if (row.assignee_id === input.userId) await changeCase(scene, row, { assignee_id: null })
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'blocked',
      objectId: input.userId,
      reason: input.reason,
      isMovement: false,
    })
    return {}
  },
  audit: () => ({}),
})
