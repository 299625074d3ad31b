import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { whyNotReview } from './policy.ts'
import { findConsultation } from './store.ts'

/** The supervisor has read it (供覧). */
export const reviewConsultation = defineUseCase({
  name: 'consultation.review',
  permission: 'consultation.review',
  purpose: 'oversight',
  input: z.object({ consultationId: z.uuid() }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const row = await findConsultation(tx, input.consultationId)
    const why = whyNotReview(actor, row)
    if (why === 'forbidden') throw new AppError('forbidden')
    if (why) throw new AppError('refused', why)
    await tx
      .updateTable('consultation')
      .set({ reviewed_by: actor.userId, reviewed_at: sql`now()` })
      .where('id', '=', row.id)
      .where('reviewed_at', 'is', null)
      .execute()
    return { caseId: row.case_id }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})
