import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { attachToCase } from '../consultations/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId } from './contract.ts'
import { addCaseEvent } from './event-store.ts'

/** A later call belongs to a case that is there already: its record goes under the case's key, its caller beside the client. */
export const attachConsultation = defineUseCase({
  name: 'case.attach-consultation',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ consultationId: z.uuid() }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    const home = homeOf(row)
    await attachToCase(scene, input.consultationId, { ...home, clientId: row.client_id })
    await addCaseEvent(scene, { ...home, kind: 'consultation_attached', objectId: input.consultationId })
    return {}
  },
  audit: () => ({}),
})
