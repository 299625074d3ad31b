import { Driver } from '../load/driver.ts'
import { median } from '../measure/statistics.ts'
import type { WorkloadResult } from '../report/result.ts'
import { openInstance } from '../world/instance.ts'
import { loadCity } from '../world/load.ts'
import { shapeOf } from '../world/shape.ts'
import { caseWork } from './case-work.ts'
import { drive, lookOnce, measuredFrom, prepared, type Side, warmUp } from './compare.ts'
import { freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const acts = ['open', 'list'] as const

interface City {
  scene: Scene
  cases: number
  stop: () => Promise<void>
}

/** The same two acts in cities of different size, in turn: one person, what she waits. */
export async function growth(scene: Scene, sizes: readonly number[]): Promise<WorkloadResult> {
  const cities: City[] = []
  try {
    for (const cases of sizes) cities.push(await cityOf(scene, cases))
    const lines: WorkloadResult['lines'] = []
    const details: Record<string, unknown> = {}
    for (const act of acts) {
      const found = await p50s(cities, act, scene.rounds)
      details[act] = found
      for (let at = 1; at < found.length; at += 1) {
        const [small, big] = [found[at - 1], found[at]]
        if (!small || !big) continue
        lines.push({
          workload: 'growth',
          measure: `${act}: p50, ${small.cases} to ${big.cases} cases`,
          unit: 'times',
          value: big.p50 / small.p50,
          others: Math.max(small.others, big.others),
          bar: { kind: 'at-most', limit: 1.2 },
          note: `${small.p50.toFixed(2)} ms, then ${big.p50.toFixed(2)} ms${othersNote(Math.max(small.others, big.others))}`,
        })
      }
    }
    return { name: 'growth', lines, details }
  } finally {
    for (const city of cities) await city.stop()
  }
}

async function cityOf(scene: Scene, cases: number): Promise<City> {
  if (cases === scene.shape.cases) return { scene, cases, stop: async () => undefined }
  const shape = shapeOf(cases)
  const instance = await openInstance(shape)
  try {
    const roster = await loadCity(instance, shape, scene.tell)
    const driver = new Driver()
    const stop = async () => {
      driver.close()
      await instance.stop()
    }
    return { scene: { ...scene, shape, instance, roster, driver }, cases, stop }
  } catch (error) {
    await instance.stop()
    throw error
  }
}

async function p50s(cities: readonly City[], act: (typeof acts)[number], rounds: number) {
  const sides: { city: City; side: ReturnType<typeof prepared>; p50: number[]; others: number[] }[] = []
  try {
    for (const city of cities) {
      await freshStart(city.scene)
      const ours: Side = caseWork[act](city.scene, await someCases(city.scene, 2_000)).ours
      const side = prepared(ours, await ours.start())
      sides.push({ city, side, p50: [], others: [] })
      await lookOnce(side)
      await warmUp(city.scene, side, 10)
    }
    for (let at = 0; at < rounds; at += 1)
      for (const one of sides) {
        const round = await drive(one.city.scene, one.side, 1, one.city.scene.milliseconds)
        one.p50.push(measuredFrom([round]).p50)
        one.others.push(round.others)
      }
    return sides.map(({ city, p50, others }) => ({
      cases: city.cases,
      p50: median(p50),
      others: median(others),
    }))
  } finally {
    for (const { side } of sides) await side.server.stop()
  }
}
