import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { verify as verifyAll } from '../../platform/audit/verify/verify.ts'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { noteTried } from '../../platform/health/tried.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator, refuseUnmigrated } from './instance-database.ts'
import { notesAt } from './outside-notes.ts'

const HOLDS = 0
const FAILS = 1

/**
 * `verify [FILE …] [--json]`: whether anybody has changed the record since it was written. Reads only, in one snapshot, as a
 * role that passes no row-level security it does not need to; the system may go on running.
 */
export async function verify(scene: CliScene, operands: string[]): Promise<number> {
  const isForMachines = operands.includes('--json')
  const named = operands.filter((one) => one !== '--json').map((one) => resolve(scene.folder, one))
  const { witnessDir } = scene.config
  const folders = witnessDir ? [resolve(witnessDir), ...named] : named
  const outside = folders.flatMap(notesAt)
  const result = await asMigrator(scene, async (client, vault) => {
    await refuseUnmigrated(client)
    await client.query('set role yorube_definer')
    return verifyAll(client, vault, outside)
  })
  const dataDir = findPlaces(scene.config.dataDir)?.dataDir ?? resolve(scene.config.dataDir)
  // What was tried is shown to administrators; on a machine that cannot write there it is shown to nobody.
  if (existsSync(dataDir))
    noteTried(dataDir, 'verify', { at: new Date().toISOString(), findings: result.findingCount })
  const hasWitness = outside.length > 0
  if (isForMachines) scene.say({ type: 'raw', text: JSON.stringify({ ...result, hasWitness }) })
  else {
    for (const [name, value] of Object.entries(result.figures)) scene.say({ type: 'figure', name, value })
    if (!hasWitness) scene.say({ type: 'no-witness' })
    for (const finding of result.findings) scene.say({ type: 'finding', finding })
    const more = result.findingCount - result.findings.length
    if (more > 0) scene.say({ type: 'more-findings', count: more })
    if (result.findingCount === 0) scene.say({ type: 'proof-holds' })
    else scene.say({ type: 'proof-fails', count: result.findingCount })
  }
  return result.findingCount === 0 ? HOLDS : FAILS
}
