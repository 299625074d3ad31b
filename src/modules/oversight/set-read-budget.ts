import { sql } from 'kysely'
import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { counted } from './read-budgets.ts'

const bad = 'oversight_reads_bad_number'
const badStop = 'oversight_reads_bad_stop'

/** The office's own figures. Auditors hear of it: a limit that nobody can reach is none. */
export const setReadBudget = defineUseCase({
  name: 'reads.set',
  permission: 'reads.set',
  purpose: 'administration',
  input: z
    .object({
      what: z.enum(counted),
      askAfter: z
        .union([
          z.literal('').transform(() => null),
          z.coerce.number(bad).int(bad).min(5, bad).max(5000, bad),
        ])
        .nullable()
        .default(null),
      stopAfter: z.coerce.number(badStop).int(badStop).min(1, badStop).max(20_000, badStop),
    })
    .refine(({ askAfter, stopAfter }) => askAfter === null || askAfter < stopAfter, {
      path: ['stopAfter'],
      message: badStop,
    }),
  subject: () => ({ objectType: 'read-limit' }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const values = {
      ask_after: input.askAfter,
      stop_after: input.stopAfter,
      changed_by: actor.userId,
      changed_at: new Date(),
    }
    await tx
      .insertInto('auth.read_budget')
      .values({
        tenant_id: actor.tenantId,
        who: 'person',
        what: input.what,
        ask_after: input.askAfter,
        stop_after: input.stopAfter,
        changed_by: actor.userId,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'who', 'what']).doUpdateSet(values))
      .execute()
    await sql`select auth.tell_auditors('reads.rule-changed', 'read-limit', ${actor.tenantId})`.execute(tx)
    return {}
  },
  audit: (_result, input) => ({ basis: `${input.what}:${input.askAfter ?? '-'}:${input.stopAfter}` }),
})
