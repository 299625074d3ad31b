import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** How far the log in the repository reaches. */
const ArchiveState = z.object({
  /** Everything committed before is in the repository; null until that was first so. */
  completeUpTo: z.iso.datetime().nullable(),
  /** The newest segment put, and when. */
  segment: z.string().nullable(),
  putAt: z.iso.datetime().nullable(),
  /** When it last looked, and whether that went well. */
  lookedAt: z.iso.datetime(),
  trouble: z.enum(['none', 'no-repository', 'two-writers', 'cannot-write', 'database-away']),
  /** Since then the log has a gap: only a new backup mends it. */
  gapSince: z.iso.datetime().nullable(),
})
export type ArchiveState = z.infer<typeof ArchiveState>

const fileIn = (dataDir: string) => join(dataDir, 'archive.json')

export function archiveState(dataDir: string): ArchiveState | undefined {
  try {
    return ArchiveState.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}

export function noteArchive(dataDir: string, state: ArchiveState): void {
  const draft = `${fileIn(dataDir)}.part`
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
  renameSync(draft, fileIn(dataDir))
}
