import type { z } from 'zod'
import type { Scene } from '../../platform/use-case.ts'
import { holdOpposing, traitsOf, traitsOfName, watchOpposing } from '../conflicts/index.ts'
import type { PersonCard } from '../people/index.ts'
import type { SafetyDocument } from './contract.ts'

/** The counterpart as a person on the case. */
export function watchCounterpart(
  scene: Scene,
  caseId: string,
  personId: string,
  card: z.input<typeof PersonCard>,
): Promise<void> {
  return watchOpposing(scene, { caseId, party: personId, traits: traitsOf(card) })
}

/** Before anything is written, as `holdOpposing`. */
export function holdCounterpart(scene: Scene, card: z.input<typeof PersonCard>): Promise<void> {
  return holdOpposing(scene, traitsOf(card))
}

/** Before anything is written, as `holdOpposing`. */
export function holdNamedCounterpart(
  scene: Scene,
  safety: Pick<SafetyDocument, 'counterpart'>,
): Promise<void> {
  return holdOpposing(scene, traitsOfName(safety.counterpart.name))
}

/** The counterpart as the safety notes name him. */
export function watchNamedCounterpart(
  scene: Scene,
  caseId: string,
  safety: Pick<SafetyDocument, 'counterpart'>,
): Promise<void> {
  return watchOpposing(scene, {
    caseId,
    party: `safety of ${caseId}`,
    traits: traitsOfName(safety.counterpart.name),
  })
}
