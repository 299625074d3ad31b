import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { staffNamedLike } from '../consultations/index.ts'
import { caseFor } from './case-row.ts'
import { CaseId, text } from './contract.ts'

const Staff = z.object({ userId: z.uuid(), name: z.string(), login: z.string() })

/** For whom this case does not exist, and staff to choose from by part of a name. */
export const listBlocks = defineUseCase({
  name: 'case.list-blocks',
  permission: 'case.block',
  purpose: 'protection',
  input: CaseId.extend({ name: text(60).optional() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    blocks: z.array(Staff.extend({ since: z.date(), isByMatch: z.boolean() })),
    found: z.array(Staff),
    mayCallNamesake: z.boolean(),
  }),
  async run({ actor, tx }, input) {
    const row = await caseFor({ actor, tx }, 'case.block', input.caseId)
    const blocks = await tx
      .selectFrom('auth.case_block as b')
      .innerJoin('auth.staff_user as u', (join) =>
        join.onRef('u.tenant_id', '=', 'b.tenant_id').onRef('u.id', '=', 'b.user_id'),
      )
      .select(['u.id', 'u.display_name', 'u.login', 'b.created_at', 'b.origin'])
      .where('b.case_id', '=', row.id)
      .orderBy('b.created_at')
      .limit(100)
      .execute()
    return {
      mayCallNamesake: desksFor(actor, 'case.call-namesake').includes(row.desk_id),
      blocks: blocks.map((one) => ({
        userId: one.id,
        name: one.display_name,
        login: one.login,
        since: one.created_at,
        isByMatch: one.origin === 'conflict',
      })),
      found: input.name ? await staffNamedLike({ actor, tx }, input.name) : [],
    }
  },
  audit: (result) => ({ count: result.blocks.length }),
})
