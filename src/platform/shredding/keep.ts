import { stat } from 'node:fs/promises'
import type { Statements } from '../audit/log/seal-round.ts'
import { type KeptLine, keepLines, keptFileIn } from './kept-file.ts'

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

/**
 * Copies the ledger to folders outside the database whenever it has grown, and again where the copy is gone or is not the one that
 * was left there; a folder that cannot be written is tried again.
 */
export function ledgerKeeper(
  folders: readonly string[],
  complain: (folder: string) => void,
): (db: Statements) => Promise<void> {
  const keptIn = new Map<string, Kept>()
  return async (db) => {
    const rows = (await db.query<{ many: number }>('select auth.count_shreddings() as many')).rows
    const many = rows[0]?.many ?? 0
    if (many === 0) return
    const behind = []
    for (const folder of folders)
      if (!isStill(keptIn.get(folder), { many, mark: await markOf(folder) })) behind.push(folder)
    if (behind.length === 0) return
    const lines = await linesIn(db)
    for (const folder of behind) {
      try {
        await keepLines(folder, lines)
        keptIn.set(folder, { many, mark: await markOf(folder) })
      } catch {
        complain(folder)
      }
    }
  }
}

interface Kept {
  many: number
  /** When the file was written, and how long it is; undefined = there is none. */
  mark: string | undefined
}

const isStill = (kept: Kept | undefined, now: Kept) =>
  kept !== undefined && now.mark !== undefined && kept.many === now.many && kept.mark === now.mark

async function markOf(folder: string): Promise<string | undefined> {
  const found = await stat(keptFileIn(folder)).catch(() => undefined)
  return found && `${found.mtimeMs} ${found.size}`
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
