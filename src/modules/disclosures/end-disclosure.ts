import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { addCaseEvent } from '../cases/index.ts'
import { findDisclosure, withdrawDisclosure } from './store.ts'

/** She changed her mind, or it is no longer needed: the other desk loses the key with this very transaction. */
export const withdrawShare = defineUseCase({
  name: 'disclosure.withdraw',
  permission: 'disclosure.withdraw',
  purpose: 'coordination',
  input: z.object({
    disclosureId: z.uuid(),
    reason: z.string().trim().min(1, 'disclosures_reason_needed').max(1000),
  }),
  subject: (input) => ({ objectType: 'disclosure', objectId: input.disclosureId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await findDisclosure(scene, input.disclosureId)
    if (!desksFor(scene.actor, 'disclosure.withdraw').includes(row.desk_id)) throw new AppError('forbidden')
    await withdrawDisclosure(scene, row)
    await addCaseEvent(scene, {
      caseId: row.case_id,
      deskId: row.desk_id,
      compartmentId: row.compartment_id,
      kind: 'share_withdrawn',
      objectId: row.recipient_desk_id,
      reason: input.reason,
    })
    return { id: row.id, caseId: row.case_id }
  },
  audit: (result) => ({ caseId: result.caseId }),
})
