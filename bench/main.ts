import { Driver } from './load/driver.ts'
import { machineClass, syncMicroseconds } from './measure/machine.ts'
import { Patience } from './measure/quietest.ts'
import { type Options, readOptions, type WorkloadName, WrongOptions } from './options.ts'
import { keep, revision } from './report/history.ts'
import { verdictOf, type WorkloadResult, withoutFigure } from './report/result.ts'
import { tableOf } from './report/table.ts'
import { audit } from './workloads/audit.ts'
import { browser } from './workloads/browser.ts'
import { growth } from './workloads/growth.ts'
import { intakePages, pages } from './workloads/pages.ts'
import { caseWorkload } from './workloads/rest.ts'
import type { Scene } from './workloads/scene.ts'
import { search } from './workloads/search.ts'
import { signIn } from './workloads/sign-in.ts'
import { startUp } from './workloads/start-up.ts'
import { openInstance } from './world/instance.ts'
import { loadCity } from './world/load.ts'
import { shapeOf } from './world/shape.ts'

const wholeCity = 100_000
const rounds = 5
/** So many rounds' time goes to repeating disturbed ones in one workload, and no more. */
const roundsOfPatience = 15
const tell = (text: string) => console.error(text)

type Workload = (scene: Scene, options: Options) => Promise<WorkloadResult | WorkloadResult[]>

const workloads: Record<WorkloadName, Workload> = {
  open: (scene) => caseWorkload(scene, 'open'),
  list: (scene) => caseWorkload(scene, 'list'),
  create: (scene) => caseWorkload(scene, 'create'),
  search,
  pages,
  intake: intakePages,
  growth: (scene, { isLarge }) => growth(scene, sizesOf(scene, isLarge)),
  start: startUp,
  browser,
  'sign-in': signIn,
  audit,
}

/** From a tenth to the whole; a million only when it was asked for: loading it takes half an hour and ten gigabytes. */
function sizesOf({ shape }: Scene, isLarge: boolean): number[] {
  return [shape.cases / 10, shape.cases, ...(isLarge ? [wholeCity * 10] : [])]
}

async function run(options: Options): Promise<void> {
  const shape = shapeOf(options.isSmall ? wholeCity / 10 : wholeCity)
  const instance = await openInstance(shape)
  const driver = new Driver()
  try {
    const roster = await loadCity(instance, shape, tell)
    const milliseconds = options.seconds * 1000
    const scene = { instance, roster, shape, driver, milliseconds, rounds, tell }
    const found: Report = {
      at: new Date().toISOString(),
      revision: revision(),
      machine: { ...machineClass(), syncMicroseconds: syncMicroseconds(instance.folder) },
      ...{ shape, seconds: options.seconds, rounds, workloads: [] },
    }
    for (const name of options.only) {
      found.workloads.push(...(await measured(name, scene, options)))
      // A run takes long: what is known is not lost when somebody ends it.
      if (options.isKept) keep(found)
    }
    report(options, found)
  } finally {
    driver.close()
    await instance.stop()
  }
}

async function measured(name: WorkloadName, scene: Omit<Scene, 'patience'>, options: Options) {
  tell(`${name} …`)
  const began = performance.now()
  const patience = new Patience(roundsOfPatience * scene.milliseconds)
  const results = [await attempt(name, { ...scene, patience }, options)].flat()
  const took = Math.round((performance.now() - began) / 1000)
  tell(`${tableOf(results.flatMap((one) => one.lines))}\n${name}: ${took} s\n`)
  return results.map(({ lines, ...result }) => ({
    ...result,
    took,
    lines: lines.map((line) => ({ ...line, verdict: verdictOf(line) })),
  }))
}

/** One workload that fails must not take the figures of the others with it; it has none itself. */
async function attempt(name: WorkloadName, scene: Scene, options: Options) {
  try {
    return await workloads[name](scene, options)
  } catch (error) {
    return withoutFigure(name, error)
  }
}

interface Report {
  at: string
  revision: string
  machine: ReturnType<typeof machineClass> & { syncMicroseconds: number }
  shape: Scene['shape']
  seconds: number
  rounds: number
  /** With the seconds that each took. */
  workloads: (WorkloadResult & { took: number })[]
}

function report(options: Options, found: Report): void {
  if (options.isKept) tell(`kept as ${keep(found)}`)
  if (options.isJson) {
    console.log(JSON.stringify(found))
    return
  }
  const { cores, processor, memoryGigabytes, node, syncMicroseconds: sync } = found.machine
  console.log(
    `${cores} cores (${processor}), ${memoryGigabytes} GB, Node ${node}; a durable write takes ${sync} µs.`,
  )
  console.log(`${found.shape.cases} cases, ${found.shape.consultations} consultations.\n`)
  console.log(tableOf(found.workloads.flatMap((one) => one.lines)))
}

try {
  await run(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof WrongOptions ? error.message : error)
  process.exitCode = 1
}
