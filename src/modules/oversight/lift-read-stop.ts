import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { counted } from './read-budgets.ts'

/** As much again, for today, for one of her people; whoever leads her desk says why, and auditors hear of it at once. */
export const liftReadStop = defineUseCase({
  name: 'reads.lift',
  permission: 'reads.lift',
  purpose: 'oversight',
  input: z.object({
    userId: z.uuid(),
    what: z.enum(counted),
    reason: z
      .string('oversight_reads_reason_missing')
      .trim()
      .min(10, 'oversight_reads_reason_missing')
      .max(500, 'oversight_words_reason_long'),
    submissionId: z.uuid().optional(),
  }),
  subject: (input) => ({ objectType: 'account', objectId: input.userId }),
  output: z.object({}),
  async run({ tx }, { userId, what }) {
    const { rows } = await sql<{ lifted: boolean }>`
      select auth.lift_read_stop(${crypto.randomUUID()}, ${userId}, ${what}) as lifted`.execute(tx)
    if (!rows[0]?.lifted) throw new AppError('conflict', 'oversight_reads_gone')
    return {}
  },
  audit: (_result, { what, reason }) => ({ basis: what, words: reason }),
})
