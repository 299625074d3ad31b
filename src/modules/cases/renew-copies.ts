import { rewrite } from '../../platform/rewriting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { renewDeskCards } from '../people/index.ts'
import { type CaseRow, coreOf } from './case-row.ts'
import { caseLabelRecord } from './records.ts'

/**
 * After a case has come from another desk: number, title and cards once more under our own key, so that lists and search
 * cost one key again (docs/adr/0004). The label is cut out of the core without anybody reading it.
 */
export async function renewCopies(scene: Scene, row: CaseRow): Promise<void> {
  await renewDeskCards(scene, row.id)
  if (row.label) return
  await scene.keys.load([row.compartment_id])
  const label = await rewrite(
    scene.keys,
    coreOf(row),
    { kind: caseLabelRecord, row: { id: row.id, compartmentId: row.desk_id, rev: row.core_rev } },
    ({ number, title }) => ({ number, title }),
  )
  await scene.tx
    .updateTable('case_')
    .set({ label })
    .where('id', '=', row.id)
    .where('core_rev', '=', row.core_rev)
    .execute()
}
