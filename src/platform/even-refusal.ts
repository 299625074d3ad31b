import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** Several times what such an answer takes on an idle machine; a person does not notice it. */
const usualStepMs = 20
/** Timers go by whole milliseconds, which would let through what they are to hide; the last ones are waited turn by turn. */
const lastMs = 2

/**
 * What is absent and what is hidden from her must not be told apart by the clock: the database looks a little longer at a
 * row that it then withholds. So "there is no such thing" is answered on whole steps from the beginning only, and so is whatever a
 * use-case that is answered evenly met.
 */
async function untilEvenStep(began: number, stepMs = usualStepMs): Promise<void> {
  const taken = performance.now() - began
  const target = began + Math.ceil((taken + lastMs) / stepMs) * stepMs
  await sleep(target - lastMs - performance.now())
  while (performance.now() < target) await turn()
}

/** An object, so that a test can ask when it is waited without waiting itself. */
export const evenSteps = { until: untilEvenStep }
