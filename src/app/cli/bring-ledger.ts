import { keepLines, readKept } from '../../platform/shredding/kept-file.ts'
import type { CliScene } from './cli-scene.ts'

/**
 * The ledger of what was destroyed comes along with a backup, from the folder in which the backup lies: the first start over
 * the restored database carries it out again, before anything serves.
 */
export async function bringLedger({ say }: CliScene, beside: string, dataDir: string): Promise<void> {
  const [there, here] = [await readKept(beside), await readKept(dataDir)]
  if (there) await keepLines(dataDir, there.lines, there.damaged)
  const known = new Set([...(there?.lines ?? []), ...(here?.lines ?? [])].map((line) => line.id))
  say({ type: 'ledger', records: there || here ? known.size : null, beside })
}
