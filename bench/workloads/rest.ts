import type { WorkloadResult } from '../report/result.ts'
import { caseWork, removeCreated } from './case-work.ts'
import { compare } from './compare.ts'
import { comparedLines } from './compared-lines.ts'
import { restWork } from './rest-work.ts'
import { type Scene, someCases } from './scene.ts'

type Act = keyof typeof caseWork

/** The bars stand for the REST API; the same use-case read by its page's own data route is measured beside it. */
const bars: Record<Act, { share: number; p50: number }> = {
  open: { share: 0.3, p50: 1.6 },
  list: { share: 0.4, p50: 2 },
  create: { share: 0.32, p50: 2 },
}

export async function caseWorkload(scene: Scene, act: Act): Promise<WorkloadResult> {
  const cases = await someCases(scene, 2_000)
  const { ours, theirs } = caseWork[act](scene, cases)
  const rest = await compare(scene, restWork[act](scene, cases), theirs)
  const dataRoute = await compare(scene, ours, theirs)
  await removeCreated(scene)
  const lines = [
    ...comparedLines(`${act}, REST`, rest, bars[act]),
    ...comparedLines(`${act}, data route`, dataRoute, {}),
  ]
  return { name: act, lines, details: { rest, dataRoute } }
}

/** What is waiting for the sealer of the audit log. */
export async function audit(): Promise<WorkloadResult> {
  const missing = {
    workload: 'audit',
    value: null,
    why: 'the worker that seals the record is not started here yet',
  }
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
