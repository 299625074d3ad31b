import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { noteTried } from '../../platform/health/tried.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { restore } from './restore.ts'
import { restoreFromRepository } from './restore-from-repository.ts'

export interface RestoreWish {
  file: string | undefined
  at: string | undefined
  to: string | undefined
}

/** `restore [FILE] [--to DIR] [--at TIME]`; a file holds one moment only. Undefined: written wrongly. */
export function readRestore(operands: string[]): RestoreWish | undefined {
  try {
    const options = { at: { type: 'string' }, to: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: operands, options, allowPositionals: true })
    const [file, ...more] = positionals
    const { at, to } = values
    return more.length > 0 || (file !== undefined && at !== undefined) ? undefined : { file, at, to }
  } catch {
    return undefined
  }
}

export async function restoreAsWished(scene: CliScene, { file, at, to }: RestoreWish): Promise<void> {
  const dataDir = to === undefined ? scene.config.dataDir : resolve(scene.folder, to)
  const there = { ...scene, config: { ...scene.config, dataDir } }
  if (file !== undefined) await restore(there, file)
  else if (scene.config.databaseUrl) throw new CliFailure('server-of-its-own')
  else await restoreFromRepository(there, at === undefined ? undefined : momentOf(at))
  // Beside a living instance it was a trial, and it worked.
  if (to !== undefined && findPlaces(scene.config.dataDir)) noteRestore(scene)
}

/** `note-restore`: a restore was tried on another machine, and people could sign in there. */
export function noteRestore({ config, say }: CliScene): void {
  const places = findPlaces(config.dataDir)
  if (!places) throw new CliFailure('no-instance', resolve(config.dataDir))
  noteTried(places.dataDir, 'restore', { at: new Date().toISOString(), findings: 0 })
  say({ type: 'restore-noted' })
}

const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?$/

/** As on the wall of the office unless an offset is named. Throws `CliFailure`. */
export function momentOf(typed: string): Date {
  const [, day = '', time = '', offset = '+09:00'] = MOMENT.exec(typed.trim()) ?? []
  const moment = new Date(`${day}T${time}${offset}`)
  if (!isDay(day) || Number.isNaN(moment.getTime())) throw new CliFailure('at-unreadable', typed)
  return moment
}

/** The thirtieth of February would count as a day of March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}
