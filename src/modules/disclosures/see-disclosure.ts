import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { maySeeRow } from './may-see-row.ts'
import { findDisclosure } from './store.ts'

/** 後閲: somebody above has looked at what was decided without her. */
export const seeDisclosure = defineUseCase({
  name: 'disclosure.see',
  permission: 'request.decide',
  purpose: 'coordination',
  input: z.object({ disclosureId: z.uuid() }),
  subject: (input) => ({ objectType: 'disclosure', objectId: input.disclosureId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await findDisclosure(scene, input.disclosureId)
    if (!maySeeRow(scene.actor, row)) throw new AppError('forbidden', 'disclosures_not_yours_to_see')
    const changed = await scene.tx
      .updateTable('disclosure')
      .set({ seen_by: scene.actor.userId, seen_at: new Date() })
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('id', '=', row.id)
      .where('see_by', 'is not', null)
      .where('seen_at', 'is', null)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw new AppError('conflict', 'disclosures_already_seen')
    return { id: row.id, caseId: row.case_id }
  },
  audit: (result) => ({ caseId: result.caseId }),
})
