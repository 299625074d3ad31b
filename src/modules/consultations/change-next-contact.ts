import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { DayTyped } from './entry.ts'
import { deskToWriteAt } from './policy.ts'
import { findConsultation } from './store.ts'

/**
 * A promise to speak with her again was kept without a new record (she came, or it is not needed any more), or goes to
 * another day. A new consultation with her ends it by itself.
 */
export const changeNextContact = defineUseCase({
  name: 'consultation.change-next-contact',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.discriminatedUnion('how', [
    z.object({ how: z.literal('kept'), consultationId: z.uuid() }),
    z.object({
      how: z.literal('moved'),
      consultationId: z.uuid(),
      on: z.string({ error: 'consultations_error_day' }).pipe(DayTyped),
    }),
  ]),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const row = await findConsultation(tx, input.consultationId)
    if (!deskToWriteAt(actor, row.desk_id)) throw new AppError('forbidden')
    if (!row.next_contact_on) throw new AppError('conflict', 'consultations_error_contact_settled')
    if (input.how === 'moved' && input.on < japanDay(new Date()))
      throw new AppError('invalid', 'error_invalid', { fields: { on: 'consultations_error_past_day' } })
    await tx
      .updateTable('consultation')
      .set({ next_contact_on: input.how === 'moved' ? input.on : null, next_contact_changed_at: new Date() })
      .where('id', '=', row.id)
      .execute()
    return { caseId: row.case_id }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})

/** A case that is closed promises nothing any more. */
export async function endPromisesOfCase(tx: Tx, caseId: string): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({ next_contact_on: null, next_contact_changed_at: sql`now()` })
    .where('case_id', '=', caseId)
    .where('next_contact_on', 'is not', null)
    .execute()
}
