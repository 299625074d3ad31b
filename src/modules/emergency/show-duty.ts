import { sql } from 'kysely'
import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'

/** Whether she sits at the duty desk, what is open for her now, and whether an earlier one waits for its review. */
export const showDuty = defineUseCase({
  name: 'duty.show',
  permission: 'case.read-in-emergency',
  purpose: 'protection',
  input: z.object({}),
  subject: () => ({ objectType: 'duty' }),
  output: z.object({
    isOnDuty: z.boolean(),
    open: z.array(z.object({ caseId: z.uuid(), endsAt: z.date() })),
    waitsForReview: z.boolean(),
  }),
  async run({ actor, tx }) {
    const [{ rows }, own] = await Promise.all([
      sql<{ desk_id: string | null }>`select auth.my_duty_desk() as desk_id`.execute(tx),
      tx
        .selectFrom('auth.break_glass')
        .select(['case_id', 'ends_at', 'verdict'])
        .where('user_id', '=', actor.userId)
        .where((where) => where.or([where('verdict', 'is', null), where('ends_at', '>', new Date())]))
        .limit(20)
        .execute(),
    ])
    return {
      isOnDuty: Boolean(rows[0]?.desk_id),
      open: own
        .filter((row) => row.ends_at > new Date() && row.verdict !== 'not_needed')
        .map((row) => ({ caseId: row.case_id, endsAt: row.ends_at })),
      waitsForReview: own.some((row) => row.verdict === null),
    }
  },
  audit: (result) => ({ count: result.open.length }),
})
