import { platform } from '../../platform/runtime.ts'
import { isGenuineLine } from '../../platform/shredding/line.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type KeptKind, mostOnAList } from './contract.ts'

/**
 * What was destroyed with a list. A line that this system did not write is told at once: its record is gone all the same, but
 * over a restored database nobody could carry it out again.
 */
export async function shreddedWith({ actor: { tenantId }, tx }: Scene, listId: string) {
  const rows = await tx
    .selectFrom('auth.shred_ledger')
    .selectAll()
    .where('list_id', '=', listId)
    .limit(mostOnAList)
    .execute()
  const { raise, vault } = platform()
  for (const row of rows) {
    const line = {
      tenantId,
      id: row.id,
      kind: row.kind as KeptKind,
      deskId: row.desk_id,
      listId,
      shreddedOn: row.shredded_on,
      effectiveOn: row.effective_on,
    }
    if (!isGenuineLine(vault, line, row.mac))
      raise({ tenantId, label: 'auth.shred_ledger', rowId: row.id, deskId: row.desk_id })
  }
  const [row] = rows
  return row ? { on: row.shredded_on, effectiveOn: row.effective_on, count: rows.length } : null
}
