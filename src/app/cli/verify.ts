import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type OutsideNote, verify as verifyAll } from '../../platform/audit/verify/verify.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator } from './instance-database.ts'

const HOLDS = 0
const FAILS = 1
/** A note is some hundred bytes; a file that is larger is none. */
const largestNote = 16_384

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
    await client.query('set role yorube_definer')
    return verifyAll(client, vault, outside)
  })
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

/** Checkpoints in a file (one, or several one behind the other) or in the files of a folder. */
function notesAt(place: string): OutsideNote[] {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) throw new CliFailure('file-missing', place)
  if (!found.isDirectory()) return notesIn(place)
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.checkpoint'))
    .flatMap((entry) => notesIn(join(place, entry.name)))
}

function notesIn(file: string): OutsideNote[] {
  if (statSync(file).size > largestNote) throw new CliFailure('unknown-format', file)
  return readFileSync(file, 'utf8')
    .split(/(?<=\n— [^\n]*\n)(?=yorube\/)/)
    .map((note) => ({ note, source: file }))
}
