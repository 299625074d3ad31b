import type { Loading } from './load/load-sample.ts'
import { type Standing, standingOf } from './load/standing.ts'

export { accountList, progressLine } from './account-list.ts'
export type { Loading, Progress } from './load/load-sample.ts'
export type { Standing } from './load/standing.ts'

/**
 * Fills an empty instance, and one whose load was cut off. Answers what was found: on a real instance nothing is touched.
 * The story and all that it works with is much code, needed once: a later start does not wait for it.
 */
export async function loadSample(loading: Loading): Promise<Standing> {
  const standing = await standingOf(loading.owner)
  if (standing === 'real' || standing === 'loaded') return standing
  const { fillWithSample } = await import('./load/load-sample.ts')
  await fillWithSample(loading, standing)
  return standing
}
