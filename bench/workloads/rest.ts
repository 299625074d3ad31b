import { Connection } from '../load/connection.ts'
import { requestText } from '../load/requests.ts'
import type { Line, WorkloadResult } from '../report/result.ts'
import { startStaff } from '../servers/programs.ts'
import { caseWork, removeCreated } from './case-work.ts'
import { compare } from './compare.ts'
import { comparedLines } from './compared-lines.ts'
import { type Scene, someCases } from './scene.ts'

type Act = keyof typeof caseWork

/** The bars stand for the REST API; the same use-case read by its page's own data route is measured beside it. */
const bars: Record<Act, { share: number; p50: number }> = {
  open: { share: 0.3, p50: 1.6 },
  list: { share: 0.4, p50: 2 },
  create: { share: 0.32, p50: 2 },
}

export async function caseWorkload(scene: Scene, act: Act): Promise<WorkloadResult> {
  const { ours, theirs } = caseWork[act](scene, await someCases(scene, 2_000))
  const comparison = await compare(scene, ours, theirs)
  await removeCreated(scene)
  const lines = [...(await restLines(scene, act)), ...comparedLines(`${act}, data route`, comparison, {})]
  return { name: act, lines, details: { dataRoute: comparison } }
}

/** No figure is better than one of something else. */
async function restLines(scene: Scene, act: Act): Promise<Line[]> {
  if (await isThere(scene)) throw new Error('there is a REST API now: drive it here')
  const { share, p50 } = bars[act]
  const missing = { workload: `${act}, REST`, value: null, why: 'there is no REST API yet' }
  return [
    { ...missing, measure: 'share, 10 connections', unit: 'share', bar: { kind: 'at-least', limit: share } },
    { ...missing, measure: 'p50, 1 connection', unit: 'ms', bar: { kind: 'at-most', limit: p50 } },
  ]
}

async function isThere({ instance }: Scene): Promise<boolean> {
  const server = await startStaff(instance)
  const connection = new Connection(server.port)
  try {
    const { status } = await connection.ask(requestText(server.port, { path: '/api/v1/cases' }))
    return status !== 404
  } finally {
    connection.close()
    await server.stop()
  }
}

/** What is waiting for the sealer of the audit log. */
export async function audit(): Promise<WorkloadResult> {
  const missing = { workload: 'audit', value: null, why: 'there is no sealing of the record yet' }
  return {
    name: 'audit',
    lines: [
      {
        ...missing,
        measure: 'sealing lag at 1,000 reads a second',
        unit: 's',
        bar: { kind: 'at-most', limit: 2 },
      },
      { ...missing, measure: 'entries verified', unit: '/s', bar: { kind: 'at-least', limit: 200_000 } },
    ],
    details: null,
  }
}
