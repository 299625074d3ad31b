import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { percentile, quantiles } from '../measure/statistics.ts'
import type { Line } from '../report/result.ts'
import { startStaff, startWorker } from '../servers/programs.ts'
import { drive, lookOnce, type Prepared, prepared, warmUp } from './compare.ts'
import { restWork } from './rest-work.ts'
import { asOwner, freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const wantedPerSecond = 1_000
/** Some rounds of the sealer, whatever the length of ours. */
const shortestMs = 10_000
const sampleEveryMs = 50
const connections = 10

/** Cases are opened a thousand times a second, or as often as the machine can, while the worker seals beside it. */
export async function sealingLag(scene: Scene) {
  await freshStart(scene)
  const staff = await startStaff(scene.instance)
  try {
    const worker = await startWorker(scene.instance)
    try {
      const cases = await someCases(scene, 2_000)
      const opening = prepared(restWork.open(scene, cases).ours, staff)
      await lookOnce(opening)
      await warmUp(scene, opening, connections)
      return await sampled(scene, { ...opening, perSecond: wantedPerSecond })
    } finally {
      await worker.stop()
    }
  } finally {
    await staff.stop()
  }
}

async function sampled(scene: Scene, opening: Prepared) {
  const milliseconds = Math.max(shortestMs, scene.milliseconds)
  return asOwner(scene, async (client) => {
    const driving = drive(scene, opening, connections, milliseconds)
    const ages = await agesUntil(client, driving)
    const { perSecond, others } = await driving
    const { p50, p95 } = quantiles(ages)
    const seconds = (ms: number) => (ms / 1000).toFixed(2)
    const lines: Line[] = [
      {
        workload: 'audit',
        measure: 'sealing lag at 1,000 reads a second, longest',
        unit: 's',
        value: percentile(ages, 100) / 1000,
        others,
        bar: { kind: 'at-most', limit: 2 },
        note: `p50 ${seconds(p50)}, p95 ${seconds(p95)}; at ${Math.round(perSecond)} reads a second${othersNote(others)}`,
      },
    ]
    return { lines, details: { lag: { p50, p95, longest: percentile(ages, 100), reads: perSecond, others } } }
  })
}

/** How old the oldest line is that is not sealed, in milliseconds, again and again until the work is done. */
async function agesUntil(client: Client, work: Promise<unknown>): Promise<number[]> {
  const ages: number[] = []
  let isDone = false
  const done = () => {
    isDone = true
  }
  work.then(done, done)
  while (!isDone) {
    const { rows } = await client.query<{ age: number }>({ name: 'age', text: oldestText })
    ages.push(rows[0]?.age ?? 0)
    await sleep(sampleEveryMs)
  }
  return ages
}

const oldestText = `
  select 1000 * extract(epoch from clock_timestamp() - e.at)::float8 as age
  from audit.event e
  where (e.xid8, e.seq) > ((select l.after_xid from internal.log l), (select l.after_seq from internal.log l))
  order by e.xid8, e.seq limit 1`
