import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames, fullName } from '../directory/index.ts'
import { caseFor } from './case-row.ts'
import { CaseId } from './contract.ts'

/** Other desks that hold cases and have a key: where a case can be transferred to. */
export const hubDesks = defineUseCase({
  name: 'case.hub-desks',
  permission: 'case.transfer',
  purpose: 'support',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ desks: z.array(z.object({ deskId: z.uuid(), name: z.string() })) }),
  async run({ actor, tx }, input) {
    const row = await caseFor({ actor, tx }, 'case.transfer', input.caseId)
    const hubs = await tx
      .selectFrom('auth.desk')
      .select('id')
      .where('kind', '=', 'hub')
      .where('epoch', 'is not', null)
      .where('id', '<>', row.desk_id)
      .limit(200)
      .execute()
    const names = await deskNames(
      tx,
      hubs.map((one) => one.id),
    )
    return {
      desks: [...names.values()]
        .filter((desk) => desk.isActive)
        .map((desk) => ({ deskId: desk.deskId, name: fullName(desk) })),
    }
  },
  audit: (result) => ({ count: result.desks.length }),
})
