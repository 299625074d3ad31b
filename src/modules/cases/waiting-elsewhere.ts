import type { Scene } from '../../platform/use-case.ts'

type Waiting = (scene: Scene) => Promise<number>
const sources = new Map<string, Waiting>()

/**
 * What waits for a decision on another module's page, so that the review page can say how much. Called once per module
 * and process, by the composition root.
 */
export function registerWaitingElsewhere(href: string, source: Waiting): void {
  sources.set(href, source)
}

export async function waitingElsewhere(scene: Scene): Promise<{ href: string; count: number }[]> {
  return Promise.all([...sources].map(async ([href, source]) => ({ href, count: await source(scene) })))
}
