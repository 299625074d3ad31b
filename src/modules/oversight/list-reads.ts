import { sql } from 'kysely'
import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { counted, readBudgets } from './read-budgets.ts'

const Stop = z.object({
  userId: z.uuid(),
  name: z.string(),
  what: z.enum(counted),
  spent: z.number(),
  /** As often as it was lifted, once more. */
  most: z.number(),
})

/** Who of the asker's people has reached a stop today, and the office's figures. */
export const listReads = defineUseCase({
  name: 'reads.list',
  permission: 'reads.watch',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'read-limit' }),
  output: z.object({
    stops: z.array(Stop),
    budgets: z.array(
      z.object({
        what: z.enum(counted),
        askAfter: z.number().nullable(),
        stopAfter: z.number(),
        isOurs: z.boolean(),
      }),
    ),
    maySet: z.boolean(),
  }),
  async run({ actor, tx }) {
    const [{ rows }, budgets] = await Promise.all([
      sql<z.output<typeof Stop>>`
        select r.user_id as "userId", u.display_name as name, r.what, r.spent, r.stop_after * (1 + r.lifts) as most
        from auth.read_stops() r join auth.staff_user u on u.tenant_id = ${actor.tenantId} and u.id = r.user_id
        order by u.display_name, r.what`.execute(tx),
      readBudgets(tx, actor.tenantId),
    ])
    return { stops: rows, budgets, maySet: allows('reads.set', rolesOf(actor)) }
  },
  audit: (result) => ({ count: result.stops.length }),
})
