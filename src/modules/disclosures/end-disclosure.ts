import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { addCaseEvent } from '../cases/index.ts'
import { type DisclosureRow, holdDisclosure, withdrawDisclosure } from './store.ts'

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
    const row = await holdDisclosure(scene, input.disclosureId)
    if (!desksFor(scene.actor, 'disclosure.withdraw').includes(row.desk_id)) throw new AppError('forbidden')
    await withdrawDisclosure(scene, row, { reason: input.reason })
    // A desk that had nothing yet hears nothing.
    if (row.state !== 'proposed') await tellRecipient(scene, row)
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

/** An open page at the other desk is told at once. It names the sheet's key so that a block hides this too. */
export function tellRecipient(scene: Scene, row: DisclosureRow): Promise<void> {
  return notify(scene, [
    {
      to: { deskId: row.recipient_desk_id },
      kind: 'request.withdrawn',
      objectType: 'disclosure',
      objectId: row.id,
      compartmentId: row.sheet_compartment_id ?? row.compartment_id,
    },
  ])
}
