import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/**
 * ケース移管 to another desk that holds cases: keys, rows and events move in one transaction, and from its commit on
 * the giving desk opens nothing. What stays there is that it has handed the case over, when and to whom.
 */
export const transferCase = defineUseCase({
  name: 'case.transfer',
  permission: 'case.transfer',
  purpose: 'support',
  input: CaseId.extend({ toDeskId: z.uuid(), reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.transfer', input.caseId)
    if (row.desk_id === input.toDeskId) throw new AppError('refused', 'cases_refused_same_desk')
    const desk = await scene.tx
      .selectFrom('auth.desk')
      .select(['kind', 'epoch'])
      .where('id', '=', input.toDeskId)
      .executeTakeFirst()
    if (desk?.kind !== 'hub' || desk.epoch === null)
      throw new AppError('refused', 'cases_refused_no_such_desk')
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'transferred',
      objectId: input.toDeskId,
      reason: input.reason,
    })
    await scene.keys.handOverCase(row.id, row.desk_id, input.toDeskId)
    await handOver(scene, row.id, input.toDeskId)
    await notify(scene, [
      {
        to: { deskId: input.toDeskId },
        kind: 'case.transferred',
        objectType: 'case',
        objectId: row.id,
        compartmentId: row.compartment_id,
      },
    ])
    return {}
  },
  audit: () => ({}),
})

async function handOver({ tx }: Scene, caseId: string, toDeskId: string): Promise<void> {
  const { rows } = await sql<{
    done: boolean
  }>`select auth.hand_over_case(${caseId}, ${toDeskId}) as done`.execute(tx)
  if (rows[0]?.done !== true) throw new AppError('not-found')
}
