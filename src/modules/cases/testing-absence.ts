import { isAppError } from '../../platform/errors.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { type Apart, timeApart } from '../../platform/testing/timing.ts'
import { showCase } from './show-case.ts'

/** How far apart "blocked for her" and "never was" take; the drill asks for many rounds, the test for some. */
export function blockedFromAbsent(who: TestPerson, blockedCaseId: string, rounds: number): Promise<Apart> {
  return timeApart(
    () => absent(who, blockedCaseId),
    () => absent(who, crypto.randomUUID()),
    rounds,
  )
}

async function absent(who: TestPerson, caseId: string): Promise<void> {
  const outcome = await showCase(who, { caseId }).catch((error: unknown) => error)
  if (!isAppError(outcome) || outcome.code !== 'not-found') throw new Error('it was shown')
}
