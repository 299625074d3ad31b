import { Driver } from '../load/driver.ts'
import { quietest } from '../measure/quietest.ts'
import { median } from '../measure/statistics.ts'
import type { Line, WorkloadResult } from '../report/result.ts'
import { openInstance } from '../world/instance.ts'
import { loadCity } from '../world/load.ts'
import { shapeOf } from '../world/shape.ts'
import { caseWork } from './case-work.ts'
import {
  drive,
  lookOnce,
  measuredFrom,
  mostTries,
  type Prepared,
  prepared,
  type Round,
  type Side,
  warmUp,
} from './compare.ts'
import { casesOfLongLists, freshStart, type Scene, someCases } from './scene.ts'
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
    const lines: Line[] = []
    const details: Record<string, unknown> = {}
    for (const act of acts) {
      const found = await p50s(cities, act, scene)
      details[act] = found
      for (const [at, big] of found.entries()) {
        const small = found[at - 1]
        if (small) lines.push(grownBy(act, small, big))
      }
    }
    return { name: 'growth', lines, details }
  } finally {
    for (const city of cities) await city.stop()
  }
}

function grownBy(act: string, small: Waited, big: Waited): Line {
  const others = Math.max(small.others, big.others)
  return {
    workload: 'growth',
    measure: `${act}: p50, ${small.cases} to ${big.cases} cases`,
    unit: 'times',
    value: small.p50 === null || big.p50 === null ? null : big.p50 / small.p50,
    others,
    bar: { kind: 'at-most', limit: 1.2 },
    ...(small.p50 === null || big.p50 === null
      ? { why: 'a city so small has no full list' }
      : { note: `${small.p50.toFixed(2)} ms, then ${big.p50.toFixed(2)} ms${othersNote(others)}` }),
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

interface Waited {
  cases: number
  /** Null: nobody there has as many cases as a list shows. */
  p50: number | null
  others: number
}

async function p50s(
  cities: readonly City[],
  act: (typeof acts)[number],
  { rounds, milliseconds, patience }: Scene,
): Promise<Waited[]> {
  const sides: { city: City; side: Prepared; rounds: Round[] }[] = []
  try {
    for (const city of cities) {
      await freshStart(city.scene)
      const asked = await (act === 'list' ? casesOfLongLists(city.scene) : someCases(city.scene, 2_000))
      if (asked.length === 0) continue
      const ours: Side = caseWork[act](city.scene, asked).ours
      const side = prepared(ours, await ours.start())
      sides.push({ city, side, rounds: [] })
      await lookOnce(side)
      await warmUp(city.scene, side, 10)
    }
    for (let at = 0; at < rounds; at += 1)
      for (const { city, side, rounds: kept } of sides)
        kept.push(await quietest(() => drive(city.scene, side, 1, milliseconds), mostTries, patience))
    return cities.map((city) => waited(city, sides.find((one) => one.city === city)?.rounds))
  } finally {
    for (const { side } of sides) await side.server.stop()
  }
}

function waited({ cases }: City, rounds: readonly Round[] = []): Waited {
  if (rounds.length === 0) return { cases, p50: null, others: 0 }
  return { cases, p50: measuredFrom(rounds).p50, others: median(rounds.map((round) => round.others)) }
}
