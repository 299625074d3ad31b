import { z } from 'zod'
import { actWord } from '../../codes/act-words.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor } from './case-row.ts'
import { CaseId } from './contract.ts'

const perPage = 50

/** Who has looked at or changed this case, when and why: for those who lead its desk. Refused attempts too. */
export const viewersOfCase = defineUseCase({
  name: 'case.viewers',
  permission: 'case.viewers',
  purpose: 'oversight',
  input: CaseId.extend({ before: z.coerce.number().int().positive().optional() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    events: z.array(
      z.object({
        seq: z.number(),
        at: z.date(),
        name: z.string().nullable(),
        action: z.string(),
        /** The act in words. */
        what: z.string(),
        purpose: z.string(),
        result: z.string(),
      }),
    ),
    next: z.number().nullable(),
  }),
  async run({ actor, tx }, input) {
    const row = await caseFor({ actor, tx }, 'case.viewers', input.caseId)
    const rows = await tx
      .selectFrom('audit.event as e')
      .leftJoin('auth.staff_user as u', (join) =>
        join.onRef('u.tenant_id', '=', 'e.tenant_id').onRef('u.id', '=', 'e.actor_id'),
      )
      .select(['e.seq', 'e.at', 'u.display_name as name', 'e.action', 'e.purpose', 'e.result'])
      .where('e.tenant_id', '=', actor.tenantId)
      .where('e.case_id', '=', row.id)
      .$if(input.before !== undefined, (query) => query.where('e.seq', '<', input.before ?? 0))
      .orderBy('e.seq', 'desc')
      .limit(perPage + 1)
      .execute()
    const events = rows.slice(0, perPage)
    return { events, next: rows.length > perPage ? (events.at(-1)?.seq ?? null) : null }
  },
  audit: (result) => ({ count: result.events.length }),
  present: (found) => ({
    ...found,
    events: found.events.map((event) => ({ ...event, what: actWord(event.action) })),
  }),
})
