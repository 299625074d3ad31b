import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '../load/connection.ts'
import { requestText } from '../load/requests.ts'
import { residentMegabytes, watchOthers } from '../measure/machine.ts'
import { quietest } from '../measure/quietest.ts'
import { median } from '../measure/statistics.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import { openInstance, project } from '../world/instance.ts'
import { caseWork } from './case-work.ts'
import { drive, mostTries, prepared, warmUp } from './compare.ts'
import { freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const tries = 5
const settleMs = 2_000
const givesUpMs = 60_000

/** From the operator's command to the first page, the database included; and how much memory the staff process holds. */
export async function startUp(scene: Scene): Promise<WorkloadResult> {
  const memory = await memoryOf(scene)
  await scene.instance.stop()
  const starts: Start[] = []
  try {
    // The first one fills the file system's memory and the compiler's: it is a cold start.
    await untilFirstPage(scene)
    for (let at = 0; at < tries; at += 1)
      starts.push(await quietest(() => untilFirstPage(scene), mostTries, scene.patience))
  } finally {
    Object.assign(scene.instance, await openInstance(scene.shape))
  }
  const took = starts.map((one) => one.seconds)
  const othersHad = median(starts.map((one) => one.others))
  return {
    name: 'start',
    lines: [
      {
        workload: 'start',
        measure: 'warm start to the first 200, with the database',
        unit: 's',
        value: median(took),
        others: othersHad,
        bar: { kind: 'at-most', limit: 1 },
        note: `${Math.min(...took).toFixed(2)} to ${Math.max(...took).toFixed(2)}${othersNote(othersHad)}`,
      },
      {
        workload: 'start',
        measure: 'resident memory, idle',
        unit: 'MB',
        value: memory.idle,
        bar: { kind: 'at-most', limit: 250 },
      },
      {
        workload: 'start',
        measure: 'resident memory, under load',
        unit: 'MB',
        value: memory.loaded,
        bar: { kind: 'at-most', limit: 400 },
      },
    ],
    details: { took, memory, others: othersHad },
  }
}

async function memoryOf(scene: Scene) {
  await freshStart(scene)
  const server = await startStaff(scene.instance)
  try {
    const opening = prepared(caseWork.open(scene, await someCases(scene, 2_000)).ours, server)
    await sleep(settleMs)
    const idle = residentMegabytes(server.pid)
    let loaded = 0
    const watch = setInterval(() => {
      loaded = Math.max(loaded, residentMegabytes(server.pid))
    }, 200)
    await warmUp(scene, opening, 10)
    await drive(scene, opening, 10, scene.milliseconds * 3).finally(() => clearInterval(watch))
    return { idle, loaded }
  } finally {
    await server.stop()
  }
}

interface Start {
  seconds: number
  others: number
}

async function untilFirstPage({ instance }: Scene): Promise<Start> {
  const others = watchOthers()
  const began = performance.now()
  const child = launch(instance)
  try {
    const port = await printedPort(child)
    const connection = new Connection(port)
    const { status } = await connection.ask(requestText(port, { path: '/sign-in' }))
    connection.close()
    if (status !== 200) throw new Error(`the first page answered ${status}`)
    return { seconds: (performance.now() - began) / 1000, others: others() }
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

/** As `npm start` runs it, once everything is installed and built. */
function launch({ dataDir, secretFile }: Scene['instance']): ChildProcess {
  return spawn(process.execPath, ['src/app/launch.ts'], {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      LANG: 'en',
      LOG_LEVEL: 'warn',
      PORT: '0',
      INTAKE_PORT: '0',
      DATA_DIR: dataDir,
      ROOT_SECRET_FILE: secretFile,
      ...(process.env.BENCH_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.BENCH_COMPILE_CACHE } : {}),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const timer = setTimeout(() => reject(new Error(`no page in time: ${printed}`)), givesUpMs)
    child.once('exit', () => reject(new Error(`the launcher ended: ${printed}`)))
    child.stdout?.on('data', (chunk) => {
      printed += chunk
      const port = /Staff pages: http:\/\/[^:]+:(\d+)/.exec(printed)?.[1]
      if (!port) return
      clearTimeout(timer)
      resolve(Number(port))
    })
  })
}
