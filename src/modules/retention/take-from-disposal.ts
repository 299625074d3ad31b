import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Day, ListId, Reason } from './contract.ts'
import { takenOutRecord } from './records.ts'

/** One record of a list stays (延長), until a day, for a reason. */
export const takeFromDisposal = defineUseCase({
  name: 'disposal.take-out',
  permission: 'disposal.propose',
  purpose: 'oversight',
  input: z.object({ itemId: z.uuid(), keepUntil: Day, reason: Reason }),
  subject: (input) => ({ objectType: 'disposal', objectId: input.itemId }),
  output: z.object({}),
  async run({ tx, keys }, { itemId, keepUntil, reason }) {
    const item = await tx
      .selectFrom('disposal_item')
      .select(['compartment_id', 'case_id'])
      .where('id', '=', itemId)
      .where('state', '=', 'listed')
      .executeTakeFirst()
    if (!item) throw new AppError('not-found')
    await keys.load([item.compartment_id])
    const row = { id: itemId, compartmentId: item.compartment_id, rev: 1 }
    const sealed = keys.seal(takenOutRecord, row, { text: reason })
    const { rows } = await sql<{ done: boolean }>`
      select auth.take_from_disposal(${itemId}, ${keepUntil}, ${sealed}) as done`.execute(tx)
    if (!rows[0]?.done)
      throw new AppError('invalid', 'error_invalid', { fields: { keepUntil: 'retention_error_keep_past' } })
    return { caseId: item.case_id }
  },
  audit: ({ caseId }) => (caseId ? { caseId } : {}),
})

/** Nothing of the list is destroyed. */
export const withdrawDisposal = defineUseCase({
  name: 'disposal.withdraw',
  permission: 'disposal.propose',
  purpose: 'oversight',
  input: ListId,
  subject: (input) => ({ objectType: 'disposal', objectId: input.listId }),
  output: z.object({}),
  async run({ tx }, { listId }) {
    const { rows } = await sql<{ done: boolean }>`select auth.withdraw_disposal(${listId}) as done`.execute(
      tx,
    )
    if (!rows[0]?.done) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
