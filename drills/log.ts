import { parseArgs } from 'node:util'
import { drillLog, fillLog, sealAll } from '../src/platform/audit/verify/testing/drill.ts'
import { measureLog } from '../src/platform/audit/verify/testing/measure.ts'
import { withMigratedDatabase } from '../src/platform/db/testing/migrated-database.ts'
import { type Drill, mustBeNone, tell } from './kit/drill.ts'

/**
 * `drill -- log [--tries N] [--lines N] [--speed N] [--seed N]`: edits, deletes, re-orders and writes in sealed lines, with and
 * without building the tree anew, N times; `verify` must notice each. Then measures it over a log of `--speed` lines.
 */
export const drill: Drill = async (options) => {
  const { values } = parseArgs({
    args: options,
    options: {
      tries: { type: 'string', default: '600' },
      lines: { type: 'string', default: '600' },
      speed: { type: 'string', default: '200000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  })
  const { tries, lines, speed, seed } = values
  let holds = false
  await withMigratedDatabase(async (superuser) => {
    const outside = await fillLog(superuser, superuser, Number(lines))
    const result = await drillLog(superuser, outside, Number(tries), Number(seed))
    for (const missed of result.missed) console.log(`not noticed (seed ${seed}): ${missed}`)
    const kinds = Object.entries(result.byKind).map(([what, found]) => ({ what: `  told as ${what}`, found }))
    const measured = await measureLog(superuser, Number(speed), sealAll)
    holds = tell([
      { what: `acts of tampering over ${lines} sealed lines (seed ${seed})`, found: result.tries },
      ...kinds,
      mustBeNone('not noticed', result.missed.length),
      { what: 'lines in the log that was measured', found: measured.lines },
      { what: 'lines sealed a second', found: measured.sealedPerSecond },
      { what: 'lines verified a second', found: measured.verifiedPerSecond },
      { what: 'processor time a line: verify, µs', found: measured.ownMicroseconds },
      { what: 'processor time a line: database, µs', found: measured.databaseMicroseconds },
      mustBeNone('findings in the untouched log', measured.findings),
    ])
  })
  return holds
}
