import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../backup/repository.ts'
import { ShredLine } from './line.ts'

/**
 * The ledger of what was destroyed, outside the database: beside the data and beside the backups, a line of JSON each. Over a
 * database that was restored to an earlier moment it is carried out again. It names ids and days, and is no secret; a line
 * counts only with the vault's MAC.
 */
const NAME = 'shred-ledger.jsonl'
export const keptFileIn = (folder: string): string => join(folder, NAME)

const KeptLine = ShredLine.extend({ mac: z.string().regex(/^[0-9a-f]{2,4096}$/) })
export type KeptLine = z.output<typeof KeptLine>

export interface KeptLedger {
  lines: KeptLine[]
  /** Lines that are none: somebody wrote into the file. */
  unreadable: number
}

/** Undefined where there is none. */
export async function readKept(folder: string): Promise<KeptLedger | undefined> {
  const written = await readFile(keptFileIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  })
  return written === undefined ? undefined : ledgerIn(written)
}

export function ledgerIn(written: string): KeptLedger {
  const lines: KeptLine[] = []
  let unreadable = 0
  for (const text of written.split('\n').filter((one) => one !== '')) {
    const line = lineIn(text)
    if (line) lines.push(line)
    else unreadable += 1
  }
  return { lines, unreadable }
}

function lineIn(text: string): KeptLine | undefined {
  try {
    return KeptLine.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const nameOf = (line: KeptLine) => `${line.tenantId} ${line.id} ${line.mac}`

/** Adds to the file what it has not; what stands there stays, for the database may have been restored meanwhile. */
export async function keepLines(folder: string, lines: readonly KeptLine[]): Promise<number> {
  const kept = (await readKept(folder))?.lines ?? []
  const known = new Set(kept.map(nameOf))
  const more = lines.filter((line) => !known.has(nameOf(line)))
  if (more.length === 0) return 0
  await writeWhole(keptFileIn(folder), async (stream) => {
    stream.end([...kept, ...more].map((line) => `${JSON.stringify(line)}\n`).join(''))
  })
  return more.length
}
