import type { Statements } from '../audit/log/seal-round.ts'
import { type KeptLine, keepLines } from './kept-file.ts'

interface Row {
  tenant_id: string
  id: string
  kind: KeptLine['kind']
  desk_id: string
  list_id: string
  shredded_on: string
  effective_on: string
  mac: Buffer
}

/** Copies the ledger to folders outside the database whenever it has grown; a folder that cannot be written is tried again. */
export function ledgerKeeper(
  folders: readonly string[],
  complain: (folder: string) => void,
): (db: Statements) => Promise<void> {
  const keptIn = new Map<string, number>()
  return async (db) => {
    const rows = (await db.query<{ many: number }>('select auth.count_shreddings() as many')).rows
    const many = rows[0]?.many ?? 0
    const behind = folders.filter((folder) => (keptIn.get(folder) ?? 0) !== many)
    if (behind.length === 0) return
    const lines = await linesIn(db)
    for (const folder of behind) {
      try {
        await keepLines(folder, lines)
        keptIn.set(folder, many)
      } catch {
        complain(folder)
      }
    }
  }
}

async function linesIn(db: Statements): Promise<KeptLine[]> {
  const { rows } = await db.query<Row>('select * from auth.shreddings()')
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    kind: row.kind,
    deskId: row.desk_id,
    listId: row.list_id,
    shreddedOn: row.shredded_on,
    effectiveOn: row.effective_on,
    mac: row.mac.toString('hex'),
  }))
}
