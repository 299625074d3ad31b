import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseLabels } from '../cases/index.ts'
import { homeOf } from './receive-access.ts'

/** The blank form, for whoever may write a request down, and of the case it is about, if there is one. */
export const prepareAccess = defineUseCase({
  name: 'access.prepare',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({ caseId: z.uuid().optional() }),
  subject: (input) => ({
    objectType: 'access-request',
    ...(input.caseId ? { caseId: input.caseId } : {}),
  }),
  output: z.object({ isOfCase: z.boolean(), caseNumber: z.string(), submissionId: z.uuid() }),
  async run(scene, input) {
    const { caseId } = await homeOf(scene, input.caseId)
    const labels = await caseLabels(scene.tx, caseId ? [caseId] : [])
    return { isOfCase: caseId !== null, label: (caseId && labels.get(caseId)?.label) || null }
  },
  audit: () => ({}),
  present: ({ isOfCase, label }) => ({
    isOfCase,
    caseNumber: label?.number ?? '',
    submissionId: crypto.randomUUID(),
  }),
})
