import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { openStream, type RepositoryReader } from '../vault/index.ts'
import { logFiles } from './log-files.ts'
import { BASES, LOG, namesIn } from './repository.ts'

export interface Base {
  /** File in the repository. */
  path: string
  /** What its content is bound to. */
  stamp: string
  /** When it was begun. */
  at: Date
  /** The log from here on goes with it. */
  firstSegment: string
}

const FILE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([0-9A-F]{24})\.base$/

/** As a file name: 20260401T012345Z. */
export const stampOf = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '')
export const basePath = (folder: string, stamp: string, firstSegment: string) =>
  join(folder, BASES, `${stamp}-${firstSegment}.base`)
export const sealName = (stamp: string) => `${BASES}/${stamp}`
export const openBase = (reader: RepositoryReader, { stamp }: Base): Duplex =>
  openStream(reader, sealName(stamp))

/** Oldest first. */
export async function listBases(folder: string): Promise<Base[]> {
  const names = await namesIn(folder, BASES)
  return names.map((name) => baseNamed(folder, name)).filter((base) => base !== undefined)
}

/** Undefined for a file that is none of ours, and for one named after a moment that there never was. */
export function baseNamed(folder: string, name: string): Base | undefined {
  const [, year, month, day, hour, minute, second, firstSegment = ''] = FILE.exec(name) ?? []
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const stamp = name.slice(0, 16)
  // The thirtieth of February would count as a day of March.
  if (Number.isNaN(at.getTime()) || stampOf(at) !== stamp) return undefined
  return { path: join(folder, BASES, name), stamp, at, firstSegment }
}

const DAY_MS = 86_400_000

/**
 * Removes bases older than so many days, never the newest, and the log that no base needs any more. What the law wants
 * deleted is gone for good when this has removed the last base that holds it.
 */
export async function removeOld(folder: string, keepDays: number, now: Date): Promise<number> {
  const bases = await listBases(folder)
  const oldest = now.getTime() - keepDays * DAY_MS
  const kept = bases.filter((base, i) => base.at.getTime() >= oldest || i === bases.length - 1)
  const gone = bases.filter((base) => !kept.includes(base)).map(({ path }) => path)
  const [first] = kept.map(({ firstSegment }) => firstSegment.slice(8)).sort()
  for (const [segment, name] of await logFiles(folder))
    if (first && segment.length === 24 && segment.slice(8) < first) gone.push(join(folder, LOG, name))
  for (const path of gone) await rm(path, { force: true })
  return gone.length
}

/** What a killed backup left in the repository; a living one is younger. */
export async function removeBroken(parts: readonly string[], now: Date): Promise<void> {
  for (const path of parts) {
    const found = await stat(path).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > 2 * DAY_MS) await rm(path, { force: true })
  }
}
