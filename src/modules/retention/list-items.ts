import type { Tx } from '../../platform/db/tx.ts'
import { type KeptKind, mostOnAList } from './contract.ts'
import type { NamedRecord } from './kept-records.ts'

/** What is to be destroyed with a list; none where the list is not mine to see. */
export async function listedOn(tx: Tx, listId: string): Promise<NamedRecord[]> {
  const rows = await tx
    .selectFrom('disposal_item')
    .select(['kind', 'case_id', 'consultation_id'])
    .where('list_id', '=', listId)
    .where('state', '=', 'listed')
    .limit(mostOnAList)
    .execute()
  return rows.map((row) => ({
    kind: row.kind as KeptKind,
    recordId: row.case_id ?? row.consultation_id ?? '',
  }))
}
