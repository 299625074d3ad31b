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

/** What is for information alone need not be as certain. */
const roundsWithoutBar = 3

export async function caseWorkload(scene: Scene, act: Act): Promise<WorkloadResult> {
  const cases = await someCases(scene, 2_000)
  const byProgram = restWork[act](scene, cases)
  const byPage = caseWork[act](scene, cases)
  const rest = await compare(scene, byProgram.ours, byProgram.theirs)
  const dataRoute = await compare({ ...scene, rounds: roundsWithoutBar }, byPage.ours, byPage.theirs)
  await removeCreated(scene)
  const lines = [
    ...comparedLines(`${act}, REST`, rest, bars[act]),
    ...comparedLines(`${act}, data route`, dataRoute, {}),
  ]
  return { name: act, lines, details: { rest, dataRoute } }
}
