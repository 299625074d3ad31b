import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { findRelease, settlePaper as settle } from './register-store.ts'

/** The numbered sheet came back, or was destroyed at the other end. */
export const settlePaper = defineUseCase({
  name: 'release.settle-paper',
  permission: 'request.answer-on-behalf',
  purpose: 'coordination',
  input: z.object({ releaseId: z.uuid(), paperState: z.enum(['collected', 'destroyed']) }),
  subject: (input) => ({ objectType: 'release', objectId: input.releaseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { row } = await findRelease(scene, input.releaseId)
    if (!desksFor(scene.actor, 'request.answer-on-behalf').includes(row.desk_id))
      throw new AppError('forbidden')
    if (!(await settle(scene, row.id, input.paperState)))
      throw new AppError('conflict', 'documents_paper_settled')
    return { id: row.id, caseId: row.case_id }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})
