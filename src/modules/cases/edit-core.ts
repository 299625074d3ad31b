import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseCore, CaseId } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import { caseLabelRecord, coreRecord } from './records.ts'

/** New wording over the revision the writer saw. Somebody's newer wording is never written over: the page shows both. */
export const editCore = defineUseCase({
  name: 'case.edit-core',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ rev: z.coerce.number().int().positive(), core: CaseCore }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({}),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    await scene.keys.load([row.compartment_id])
    const rev = input.rev + 1
    const at = { id: row.id, compartmentId: row.compartment_id, rev }
    const changed = await scene.tx
      .updateTable('case_')
      .set({
        core_rev: rev,
        core: scene.keys.seal(coreRecord, at, input.core),
        label: scene.keys.seal(caseLabelRecord, { ...at, compartmentId: row.desk_id }, input.core),
      })
      .where('id', '=', row.id)
      .where('core_rev', '=', input.rev)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n)
      throw new AppError('conflict', 'cases_conflict', { facts: { rev: row.core_rev } })
    await addCaseEvent(scene, { ...homeOf(row), kind: 'core_changed' })
    return {}
  },
  audit: () => ({}),
})
