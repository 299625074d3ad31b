import { Connection } from '../load/connection.ts'
import { Driver } from '../load/driver.ts'
import { formBody, requestText } from '../load/requests.ts'
import { watchOthers } from '../measure/machine.ts'
import { quantiles } from '../measure/statistics.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import type { Server } from '../servers/server-process.ts'
import { caseWork } from './case-work.ts'
import { drive, prepared, warmUp } from './compare.ts'
import { asOwner, freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

const mostGrowth = 20

/** Monday morning: fifty sign in at once, each with password and a code from her card, while others work. */
export async function signIn(scene: Scene): Promise<WorkloadResult> {
  await freshStart(scene)
  await asOwner(scene, (client) => client.query('update auth.factor_code set used_at = null'))
  const server = await startStaff(scene.instance)
  const second = new Driver()
  try {
    // Those who sign in get new sessions; whose work is measured keeps hers.
    const steady = new Set(scene.roster.workers.filter((one) => !one.signIn).map((one) => one.id))
    const cases = (await someCases(scene, 2_000)).filter((one) => steady.has(one.assigneeId))
    const opening = prepared(caseWork.open(scene, cases).ours, server)
    const others = watchOthers()
    await warmUp(scene, opening, 2)
    const alone = quantiles((await drive(scene, opening, 2, scene.milliseconds * 2)).latencies)
    const meanwhile = second.drive({
      port: server.port,
      connections: 2,
      milliseconds: scene.milliseconds * 2,
      requests: opening.requests,
      expected: [200],
    })
    const crowd = scene.roster.workers.filter((one) => one.signIn)
    const began = performance.now()
    const entering = Promise.all(crowd.map((one) => enter(server, one)))
    const [outcome, outcomes] = await Promise.all([meanwhile, entering])
    const took = (performance.now() - began) / 1000
    const beside = quantiles(outcome.latencies)
    const turnedAway = Object.values(outcome.mistakes).reduce((sum, count) => sum + count, 0)
    const entered = outcomes.filter((status) => status === 202).length
    const othersHad = others()
    const growth = (beside.p95 / alone.p95 - 1) * 100
    const isShown = entered === crowd.length || growth > mostGrowth
    return {
      name: 'sign-in',
      lines: [
        {
          workload: 'sign-in',
          measure: `${crowd.length} at once: others' p95 grows by`,
          unit: '%',
          value: isShown ? growth : null,
          others: othersHad,
          ...(isShown ? {} : { why: `only ${entered} of ${crowd.length} got in` }),
          bar: { kind: 'at-most', limit: mostGrowth },
          note: `${alone.p95.toFixed(1)} ms, then ${beside.p95.toFixed(1)} ms; ${turnedAway} of ${outcome.latencies.length} turned away; ${entered} in after ${took.toFixed(1)} s${othersNote(othersHad)}`,
        },
      ],
      details: { alone, beside, turnedAway: outcome.mistakes, took, outcomes },
    }
  } finally {
    second.close()
    await server.stop()
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
