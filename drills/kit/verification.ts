import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Verification } from '../../src/platform/audit/verify/verify.ts'
import { type Figure, mustBeNone } from './drill.ts'
import type { Instance } from './instance.ts'

const run = promisify(execFile)
const mostOutput = 64 * 1024 * 1024

/** `npm run yorube -- verify`, as an operator runs it: what it finds decides the exit code, and everything stands in what it prints. */
export async function verificationOf({ program, environment }: Instance): Promise<Verification> {
  const options = { cwd: program, env: environment, maxBuffer: mostOutput }
  const { stdout } = await run(process.execPath, ['src/app/cli.ts', 'verify', '--json'], options).catch(
    (failed: { code?: unknown; stdout?: string; stderr?: string }) => {
      if (failed.code === 1 && failed.stdout) return { stdout: failed.stdout }
      throw new Error(`verify: ${failed.code} ${failed.stderr}`)
    },
  )
  // What the database says of itself when it has to be started first stands before it.
  const answer = stdout.split('\n').find((line) => line.startsWith('{'))
  if (!answer) throw new Error(`verify: ${stdout}`)
  return JSON.parse(answer) as Verification
}

/** The sample has desks with one member, as cities do. */
export const nobodysDamage: ReadonlySet<Verification['findings'][number]['kind']> = new Set(['desk-too-thin'])

/** What `verify` says before anything is broken is no damage. */
function newIn(before: Verification, after: Verification): Verification['findings'] {
  const known = new Set(before.findings.map((finding) => JSON.stringify(finding)))
  return after.findings.filter((finding) => !known.has(JSON.stringify(finding)))
}

/** How much more it finds, also where there are so many of a kind that they are only counted. */
export function countNew(before: Verification, after: Verification): number {
  const kinds = Object.keys(after.findingCounts) as (keyof Verification['findingCounts'])[]
  const more = kinds.map((kind) => (after.findingCounts[kind] ?? 0) - (before.findingCounts[kind] ?? 0))
  const counted = more.reduce((sum, one) => sum + Math.max(0, one), 0)
  return Math.max(newIn(before, after).length, counted)
}

/** For the table; names what was found. */
export function verifyFigures(when: string, before: Verification, after: Verification): Figure[] {
  const found = newIn(before, after)
  for (const finding of found.slice(0, 5)) console.log(`verify ${when}: ${JSON.stringify(finding)}`)
  const lines = after.figures.lines ?? 0
  return [
    { what: `verify ${when}: lines of the record gone over`, found: lines, holds: lines > 0 },
    mustBeNone(`verify ${when}: findings that were not there before`, countNew(before, after)),
  ]
}
