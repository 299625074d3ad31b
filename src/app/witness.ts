import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Statements } from '../platform/audit/log/seal-round.ts'
import type { Logger } from '../platform/log/logger.ts'

/** A new file so often, while there is something new: a folder that keeps what was once written fills slowly. */
const restMs = 5 * 60_000

/**
 * Copies checkpoints to a folder outside (WITNESS_DIR): a file for each, never one over another, so that the folder may refuse
 * to have anything changed. Without a folder nothing is copied, and `verify` says so. What cannot be written now is tried again
 * with the next; the record itself does not wait for it.
 */
export function witnessIn(folder: string, logger: Logger, now = Date.now): (db: Statements) => Promise<void> {
  let [triedAt, keptSize] = [Number.NEGATIVE_INFINITY, 0]
  return async (db) => {
    if (!folder || now() - triedAt < restMs) return
    const { rows } = await db.query<{ size: number; note: string }>(
      'select size::float8 as size, note from audit.newest_checkpoint()',
    )
    const [newest] = rows
    if (!newest || newest.size === keptSize) return
    triedAt = now()
    try {
      await writeOnce(join(folder, `${String(newest.size).padStart(12, '0')}.checkpoint`), newest.note)
      keptSize = newest.size
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
      logger.error({ code }, 'a checkpoint could not be copied to WITNESS_DIR')
    }
  }
}

async function writeOnce(path: string, note: string): Promise<void> {
  const file = await open(path, 'wx', 0o644).catch((error: NodeJS.ErrnoException) => {
    // Kept by an earlier run: the same size is the same state.
    if (error.code === 'EEXIST') return null
    throw error
  })
  if (!file) return
  try {
    await file.writeFile(note)
    await file.sync()
  } finally {
    await file.close()
  }
}
