import { Connection } from '../load/connection.ts'
import { Driver } from '../load/driver.ts'
import { formBody, requestText } from '../load/requests.ts'
import { watchOthers } from '../measure/machine.ts'
import { quietest } from '../measure/quietest.ts'
import { quantiles } from '../measure/statistics.ts'
import type { Line, WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import type { Server } from '../servers/server-process.ts'
import { caseWork } from './case-work.ts'
import { drive, lookOnce, type Prepared, prepared, warmUp } from './compare.ts'
import { asOwner, freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const mostGrowth = 20

/** Signing in fifty takes longer than this on a machine of this class: the others are watched in the midst of it. */
const shortestMs = 5_000
const mostMornings = 2

/** Monday morning: fifty sign in at once, each with password and a code from her card, while others work. */
export async function signIn(scene: Scene): Promise<WorkloadResult> {
  await freshStart(scene)
  const server = await startStaff(scene.instance)
  const second = new Driver()
  try {
    // Those who sign in get new sessions; whose work is measured keeps hers.
    const steady = new Set(scene.roster.workers.filter((one) => !one.signIn).map((one) => one.id))
    const cases = (await someCases(scene, 2_000)).filter((one) => steady.has(one.assigneeId))
    const opening = prepared(caseWork.open(scene, cases).ours, server)
    await lookOnce(opening)
    await warmUp(scene, opening, 2)
    const morning = await quietest(() => monday(scene, second, opening), mostMornings, scene.patience)
    return { name: 'sign-in', lines: [lineOf(morning)], details: morning }
  } finally {
    second.close()
    await server.stop()
  }
}

type Morning = Awaited<ReturnType<typeof monday>>

async function monday(scene: Scene, second: Driver, opening: Prepared) {
  await asOwner(scene, (client) => client.query('update auth.factor_code set used_at = null'))
  const { server, requests } = opening
  const milliseconds = Math.max(shortestMs, scene.milliseconds * 2)
  const others = watchOthers()
  const alone = quantiles((await drive(scene, opening, 2, milliseconds)).latencies)
  const order = { port: server.port, connections: 2, milliseconds, requests, expected: [200] }
  const meanwhile = second.drive(order)
  const crowd = scene.roster.workers.filter((one) => one.signIn)
  const began = performance.now()
  const entering = Promise.all(crowd.map((one) => enter(server, one)))
  const [outcome, outcomes] = await Promise.all([meanwhile, entering])
  return {
    alone,
    beside: quantiles(outcome.latencies),
    requests: outcome.latencies.length,
    turnedAway: Object.values(outcome.mistakes).reduce((sum, count) => sum + count, 0),
    crowd: crowd.length,
    entered: outcomes.filter((status) => status === 202).length,
    took: (performance.now() - began) / 1000,
    others: others(),
  }
}

function lineOf({ alone, beside, requests, turnedAway, crowd, entered, took, others }: Morning): Line {
  const growth = (beside.p95 / alone.p95 - 1) * 100
  const isShown = entered === crowd || growth > mostGrowth
  return {
    workload: 'sign-in',
    measure: `${crowd} at once: others' p95 grows by`,
    unit: '%',
    value: isShown ? growth : null,
    others,
    ...(isShown ? {} : { why: `only ${entered} of ${crowd} got in` }),
    bar: { kind: 'at-most', limit: mostGrowth },
    note: `${alone.p95.toFixed(1)} ms, then ${beside.p95.toFixed(1)} ms; ${turnedAway} of ${requests} turned away; ${entered} in after ${took.toFixed(1)} s${othersNote(others)}`,
  }
}

async function enter(server: Server, worker: Scene['roster']['workers'][number]): Promise<number> {
  const connection = new Connection(server.port)
  const { password = '', code = '' } = worker.signIn ?? {}
  const fields = { intent: 'signIn', login: worker.login, password, code }
  const request = { method: 'POST', path: '/sign-in.data', body: formBody(fields) } as const
  try {
    return (await connection.ask(requestText(server.port, request))).status
  } finally {
    connection.close()
  }
}
