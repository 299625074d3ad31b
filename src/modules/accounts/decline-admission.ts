import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { decideAdmission, findOpenAdmission } from './store/admissions.ts'

/** Says no to a request, or takes back one's own. */
export const declineAdmission = defineUseCase({
  name: 'desk.decline-admission',
  permission: 'desk.ask-admission',
  purpose: 'administration',
  input: z.object({ admissionId: z.uuid() }),
  subject: (input) => ({ objectType: 'admission', objectId: input.admissionId }),
  output: z.object({ deskId: z.uuid() }),
  async run(scene, input) {
    const asked = await findOpenAdmission(scene.tx, input.admissionId)
    if (!asked || !(await decideAdmission(scene, [asked.id], 'declined'))) throw new AppError('not-found')
    return { deskId: asked.desk_id }
  },
  audit: () => ({}),
})
