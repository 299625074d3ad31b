import { sql } from 'kysely'
import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { mostOnAList, recordKindsKept } from './contract.ts'

const separator = ':'
/** As a row of the page names it: `case:id`. */
const Named = z
  .string()
  .transform((text) => text.split(separator))
  .pipe(z.tuple([z.enum(recordKindsKept), z.uuid()]))

/**
 * A list of what somebody saw and chose. Nothing is destroyed by it. Records that are hidden from different people become several:
 * a list is hidden as a whole, and must not take another record along (migrations/0207).
 */
export const proposeDisposal = defineUseCase({
  name: 'disposal.propose',
  permission: 'disposal.propose',
  purpose: 'oversight',
  input: z.object({
    deskId: z.uuid(),
    records: z
      .array(Named, 'retention_error_none')
      .min(1, 'retention_error_none')
      .max(mostOnAList, 'retention_error_many'),
  }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({ listId: z.uuid(), lists: z.number() }),
  async run({ actor, tx }, { deskId, records }) {
    requireAt(actor, 'disposal.propose', deskId)
    const listId = crypto.randomUUID()
    const { rows } = await sql<{ verdict: 'done' | 'absent' | 'changed'; lists: string[] }>`
      select verdict, lists from auth.propose_disposal(${listId}, ${deskId}, ${records.map(([kind]) => kind)}::text[],
        ${records.map(([, id]) => id)}::uuid[])`.execute(tx)
    const { verdict, lists } = rows[0] ?? { verdict: 'absent' as const, lists: [] }
    if (verdict === 'absent') throw new AppError('not-found')
    if (verdict === 'changed') throw new AppError('refused', 'retention_refused_changed')
    return { listId, lists: lists.length, others: lists.slice(1) }
  },
  audit: ({ listId, others }, { records }) => ({
    objectType: 'disposal',
    objectId: listId,
    ...(others.length > 0 ? { basis: others.join(';') } : {}),
    count: records.length,
  }),
})
