import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, coreOf, safetyOf } from './case-row.ts'
import { CaseCore, CaseId, SafetyDocument } from './contract.ts'
import { LastChange, lastChange } from './last-change.ts'

/** Core and safety as they are now, with the revisions an edit must name. */
export const showForEdit = defineUseCase({
  name: 'case.show-for-edit',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    caseId: z.uuid(),
    status: z.string(),
    coreRev: z.number(),
    core: CaseCore.nullable(),
    coreChanged: LastChange.nullable(),
    safetyRev: z.number(),
    safety: SafetyDocument.nullable(),
    safetyChanged: LastChange.nullable(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    const [coreChanged, safetyChanged] = await Promise.all([
      lastChange(scene, row.id, 'core_changed'),
      lastChange(scene, row.id, 'safety_changed'),
    ])
    return {
      caseId: row.id,
      status: row.status,
      coreRev: row.core_rev,
      core: coreOf(row),
      coreChanged,
      safetyRev: row.safety_rev,
      safety: safetyOf(row),
      safetyChanged,
    }
  },
  audit: () => ({}),
})
