import type { Drill } from '../kit/drill.ts'
import { testsIn } from '../kit/tests.ts'
import { drill as stolenMachine } from './stolen-machine.ts'

/** `theft`: tables and files of a database, then a whole machine with its backups. */
export const drill: Drill = async (options) => {
  const { drill: stolenDatabase } = await testsIn('drills/theft/theft.db.test.ts')
  const held = [await stolenDatabase(options), await stolenMachine(options)]
  return held.every(Boolean)
}
