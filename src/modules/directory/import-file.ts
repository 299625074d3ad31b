import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { type CsvFault, csvLines } from './csv-text.ts'
import { canAddDesk } from './directory-policy.ts'
import { type ImportPlan, planImport } from './import-plan.ts'
import type { SheetKind, SheetRow } from './sheet.ts'
import { readBodies, readDesks, readWindows, writeBodies, writeDesks, writeWindows } from './sheet-store.ts'

export interface PlannedFile {
  plan: ImportPlan<SheetRow>
  write(): Promise<void>
}

/** Plans a file over the directory as it is now; `write` carries out exactly that plan. */
export async function planFile(
  scene: { tx: Tx; actor: Actor },
  kind: SheetKind,
  bytes: Uint8Array,
): Promise<PlannedFile | { fault: CsvFault }> {
  const read = csvLines(bytes)
  if ('fault' in read) return read
  const { tx, actor } = scene
  if (kind === 'bodies') {
    const { sheet, rows } = await readBodies(tx)
    const plan = planImport(sheet, rows, read.lines)
    return { plan, write: () => writeBodies(tx, actor.tenantId, plan) }
  }
  if (kind === 'desks') {
    const { sheet, rows, bodyIds } = await readDesks(tx, canAddDesk(actor))
    const plan = planImport(sheet, rows, read.lines)
    return { plan, write: () => writeDesks(tx, actor.tenantId, plan, rows, bodyIds) }
  }
  const { sheet, rows, bodyIds } = await readWindows(tx)
  const plan = planImport(sheet, rows, read.lines)
  return { plan, write: () => writeWindows(tx, actor.tenantId, plan, bodyIds) }
}
