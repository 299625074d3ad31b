import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What an operator tries from time to time, and how it went; beside the data, without any place or name. */
export type Trial = 'verify' | 'restore'

const Tried = z.object({ at: z.iso.datetime(), findings: z.int().nonnegative() })
export type Tried = z.infer<typeof Tried>

const fileOf = (dataDir: string, trial: Trial) => join(dataDir, `last-${trial}.json`)

export function noteTried(dataDir: string, trial: Trial, tried: Tried): void {
  const draft = `${fileOf(dataDir, trial)}.part`
  writeFileSync(draft, JSON.stringify(tried), { mode: 0o600, flush: true })
  renameSync(draft, fileOf(dataDir, trial))
}

export function lastTried(dataDir: string, trial: Trial): Tried | undefined {
  try {
    return Tried.parse(JSON.parse(readFileSync(fileOf(dataDir, trial), 'utf8')))
  } catch {
    return undefined
  }
}
