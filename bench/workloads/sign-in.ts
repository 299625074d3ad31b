import { Connection } from '../load/connection.ts'
import { Driver } from '../load/driver.ts'
import { formBody, requestText } from '../load/requests.ts'
import { watchOthers } from '../measure/machine.ts'
import { quantiles } from '../measure/statistics.ts'
import type { WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import type { Server } from '../servers/server-process.ts'
import { caseWork } from './case-work.ts'
import { drive, prepared } from './compare.ts'
import { asOwner, freshStart, type Scene, someCases } from './scene.ts'
import { othersNote } from './search.ts'

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
    await drive(scene, opening, 2, scene.milliseconds)
    const alone = quantiles((await drive(scene, opening, 2, scene.milliseconds * 2)).latencies)
    const meanwhile = drive({ ...scene, driver: second }, opening, 2, scene.milliseconds * 2)
    const began = performance.now()
    const outcomes = await Promise.all(
      scene.roster.workers.map((one) => (one.signIn ? enter(server, one) : null)),
    )
    const took = (performance.now() - began) / 1000
    const beside = quantiles((await meanwhile).latencies)
    const entered = outcomes.filter((status) => status === 202).length
    const asked = outcomes.filter((status) => status !== null).length
    const growth = (beside.p95 / alone.p95 - 1) * 100
    return {
      name: 'sign-in',
      lines: [
        {
          workload: 'sign-in',
          measure: `${asked} at once: others' p95 grows by`,
          unit: '%',
          value: entered === asked ? growth : null,
          ...(entered === asked ? {} : { why: `only ${entered} of ${asked} got in` }),
          bar: { kind: 'at-most', limit: 20 },
          note: `${alone.p95.toFixed(1)} ms, then ${beside.p95.toFixed(1)} ms; all in after ${took.toFixed(1)} s${othersNote(others())}`,
        },
      ],
      details: { alone, beside, took, outcomes: outcomes.filter((status) => status !== null) },
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
