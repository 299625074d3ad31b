import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { approveOrder } from './second-person.ts'

/** The second person's yes to exactly what was asked. */
export const approveRelease = defineUseCase({
  name: 'release.approve-second',
  permission: 'document.approve-second',
  purpose: 'coordination',
  input: z.object({ approvalId: z.uuid() }),
  subject: (input) => ({ objectType: 'release_approval', objectId: input.approvalId }),
  output: z.object({ id: z.uuid() }),
  run: (scene, input) => approveOrder(scene, { id: input.approvalId }),
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})
