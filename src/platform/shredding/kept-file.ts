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
  /** Lines that are none, as they stand there: somebody wrote into the file, or it was cut. */
  damaged: string[]
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
  const damaged: string[] = []
  for (const text of written.split('\n').filter((one) => one !== '')) {
    const line = lineIn(text)
    if (line) lines.push(line)
    else damaged.push(text)
  }
  return { lines, damaged, unreadable: damaged.length }
}

function lineIn(text: string): KeptLine | undefined {
  try {
    return KeptLine.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const nameOf = (line: KeptLine) => `${line.tenantId} ${line.id} ${line.mac}`

/**
 * Adds to the file what it has not; what stands there stays, for the database may have been restored meanwhile. A line that cannot
 * be read stays as well, and goes along to other places: a start over it is in doubt (docs/adr/0024).
 */
export async function keepLines(
  folder: string,
  lines: readonly KeptLine[],
  damaged: readonly string[] = [],
): Promise<number> {
  const kept = (await readKept(folder)) ?? { lines: [], damaged: [] }
  const known = new Set(kept.lines.map(nameOf))
  const more = lines.filter((line) => !known.has(nameOf(line)))
  const unread = new Set([...kept.damaged, ...damaged])
  if (more.length === 0 && unread.size === kept.damaged.length) return 0
  await writeWhole(keptFileIn(folder), async (stream) => {
    const texts = [...[...kept.lines, ...more].map((line) => JSON.stringify(line)), ...unread]
    stream.end(texts.map((text) => `${text}\n`).join(''))
  })
  return more.length
}
