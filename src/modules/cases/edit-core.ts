import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { rewrite } from '../../platform/rewriting.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, coreOf, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseCore, CaseId } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import { caseLabelRecord, coreRecord } from './records.ts'

/**
 * New wording over the revision the writer saw. Somebody's newer wording is never written over: the page shows both. The
 * number stays the one that was drawn, whatever is sent.
 */
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
    const core = await rewrite(scene.keys, coreOf(row), { kind: coreRecord, row: at }, ({ number }) => ({
      ...input.core,
      number,
    }))
    const label = await rewrite(
      scene.keys,
      coreOf(row),
      { kind: caseLabelRecord, row: { ...at, compartmentId: row.desk_id } },
      ({ number }) => ({ number, title: input.core.title }),
    )
    const changed = await scene.tx
      .updateTable('case_')
      .set({ core_rev: rev, core, label })
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
