import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, TypedSafety } from './contract.ts'
import { holdNamedCounterpart, watchNamedCounterpart } from './counterpart.ts'
import { addCaseEvent } from './event-store.ts'
import { safetyRecord } from './records.ts'

export const editSafety = defineUseCase({
  name: 'case.edit-safety',
  permission: 'case.write',
  purpose: 'protection',
  input: CaseId.extend({ rev: z.coerce.number().int().positive(), safety: TypedSafety }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    await holdNamedCounterpart(scene, input.safety)
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    await scene.keys.load([row.compartment_id])
    const rev = input.rev + 1
    const at = { id: row.id, compartmentId: row.compartment_id, rev }
    const changed = await scene.tx
      .updateTable('case_')
      .set({ safety_rev: rev, safety: scene.keys.seal(safetyRecord, at, input.safety) })
      .where('id', '=', row.id)
      .where('safety_rev', '=', input.rev)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n)
      throw new AppError('conflict', 'cases_conflict', { facts: { rev: row.safety_rev } })
    await addCaseEvent(scene, { ...homeOf(row), kind: 'safety_changed' })
    await watchNamedCounterpart(scene, row.id, input.safety)
    return {}
  },
  audit: () => ({}),
})
