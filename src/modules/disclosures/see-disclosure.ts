import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import type { Decision } from './contract.ts'
import { maySee } from './policy.ts'
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
    const roles = scene.actor.seats.filter((seat) => seat.deskId === row.desk_id).map((seat) => seat.role)
    if (!maySee(row.decision as Decision | null, roles, row.decided_by === scene.actor.userId))
      throw new AppError('forbidden', 'disclosures_not_yours_to_see')
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
