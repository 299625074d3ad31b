import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Reason } from './contract.ts'
import { liftRecord } from './records.ts'

/** The claim is settled, the disclosure made: the clock counts again, for a reason that stays with the record. */
export const liftHold = defineUseCase({
  name: 'retention.lift-hold',
  permission: 'retention.lift',
  purpose: 'oversight',
  input: z.object({ holdId: z.uuid(), reason: Reason }),
  subject: (input) => ({ objectType: 'retention_hold', objectId: input.holdId }),
  output: z.object({}),
  async run({ tx, keys }, { holdId, reason }) {
    const hold = await tx
      .selectFrom('retention_hold as h')
      .leftJoin('consultation as c', 'c.id', 'h.consultation_id')
      .select(['h.compartment_id', sql<string | null>`coalesce(h.case_id, c.case_id)`.as('case_id')])
      .where('h.id', '=', holdId)
      .where('h.lifted_at', 'is', null)
      .executeTakeFirst()
    if (!hold) throw new AppError('not-found')
    await keys.load([hold.compartment_id])
    const row = { id: holdId, compartmentId: hold.compartment_id, rev: 1 }
    const sealed = keys.seal(liftRecord, row, { text: reason })
    const { rows } = await sql<{
      done: boolean
    }>`select auth.lift_hold(${holdId}, ${sealed}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('not-found')
    return { caseId: hold.case_id }
  },
  audit: ({ caseId }) => (caseId ? { caseId } : {}),
})
