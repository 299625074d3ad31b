import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { attachToCase, standaloneConsultation } from '../consultations/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { addCaseEvent } from './event-store.ts'

/** A later call belongs to a case that is there already: its record goes under the case's key, its caller beside the client. */
export const attachConsultation = defineUseCase({
  name: 'case.attach-consultation',
  permission: 'case.write',
  purpose: 'support',
  input: z.object({
    caseId: z.uuid('cases_error_choose_case'),
    consultationId: z.uuid(),
    /** Whether the caller is the client herself; else she is put beside her. */
    caller: z.enum(['client', 'other']).default('client'),
  }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const consultation = await standaloneConsultation(scene.tx, input.consultationId)
    if (!consultation) throw new AppError('not-found')
    requireAt(scene.actor, 'consultation.write', consultation.deskId)
    const home = homeOf(row)
    await attachToCase(
      scene,
      input.consultationId,
      input.caller === 'client' ? { ...home, clientId: row.client_id } : { ...home, part: 'contact' },
    )
    await addCaseEvent(scene, { ...home, kind: 'consultation_attached', objectId: input.consultationId })
    return {}
  },
  audit: () => ({}),
})
