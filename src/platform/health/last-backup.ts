import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const LastBackup = z.object({ at: z.iso.datetime(), bytes: z.int() })
export type LastBackup = z.infer<typeof LastBackup>

const fileIn = (dataDir: string) => join(dataDir, 'last-backup.json')

/** Without the backup's place: a path may name a person. */
export function noteBackup(dataDir: string, backup: LastBackup) {
  const draft = `${fileIn(dataDir)}.part`
  writeFileSync(draft, JSON.stringify(backup), { mode: 0o600, flush: true })
  renameSync(draft, fileIn(dataDir))
}

export function lastBackup(dataDir: string): LastBackup | undefined {
  try {
    return LastBackup.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}
