import type { Client } from 'pg'
import { sealRound } from '../../src/platform/audit/log/seal-round.ts'
import {
  measureVerifying,
  type Verified,
  writeUsualLines,
} from '../../src/platform/audit/verify/testing/measure.ts'
import { logSigner } from '../../src/platform/vault/index.ts'
import { watchOthers } from '../measure/machine.ts'
import { median } from '../measure/statistics.ts'
import type { Line, WorkloadResult } from '../report/result.ts'
import { asOwner, type Scene } from './scene.ts'
import { sealingLag } from './sealing-lag.ts'
import { othersNote } from './search.ts'

const fewestLines = 200_000
const verifications = 5
const catchUpRows = 20_000

/** How far the sealing of the record is behind while cases are opened, and how fast the record is verified. */
export async function audit(scene: Scene): Promise<WorkloadResult> {
  // No worker ran beside the other workloads: what they left is no lag.
  await asOwner(scene, (client) => sealAll(client, scene))
  const lag = await sealingLag(scene)
  const speed = await asOwner(scene, (client) => verifyingSpeed(client, scene))
  return {
    name: 'audit',
    lines: [...lag.lines, ...speed.lines],
    details: { ...lag.details, ...speed.details },
  }
}

async function sealAll(client: Client, { instance }: Scene): Promise<void> {
  const signer = logSigner(instance.vault.logSeed())
  while ((await sealRound(client, signer, catchUpRows)) > 0);
}

/** Over the lines that the workloads wrote, and as many more as are missing from 200,000. */
async function verifyingSpeed(client: Client, scene: Scene) {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from audit.event')
  await writeUsualLines(client, Math.max(0, fewestLines - (rows[0]?.count ?? 0)))
  await sealAll(client, scene)
  await client.query('analyze audit.event, internal.log_leaf')
  const runs: Verified[] = []
  const others = watchOthers()
  for (let at = 0; at < verifications; at += 1)
    runs.push(await measureVerifying(client, scene.instance.vault.logPublicKey()))
  const othersHad = others()
  const [first] = runs
  const rates = runs.map((one) => one.verifiedPerSecond)
  const isClean = runs.every((one) => one.findings === 0 && one.lines >= fewestLines)
  const line: Line = {
    workload: 'audit',
    measure: 'entries verified',
    unit: '/s',
    value: isClean ? median(rates) : null,
    others: othersHad,
    ...(isClean ? {} : { why: `${first?.lines} lines, ${first?.findings} findings in an untouched record` }),
    bar: { kind: 'at-least', limit: 200_000 },
    note: `${Math.min(...rates)} to ${Math.max(...rates)} over ${first?.lines} lines${othersNote(othersHad)}`,
  }
  return { lines: [line], details: { verified: runs } }
}
