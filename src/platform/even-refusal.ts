import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** Several times what such an answer takes on an idle machine; a person does not notice it. */
const stepMs = 20
/** Timers go by whole milliseconds, which would let through what they are to hide; the last ones are waited turn by turn. */
const lastMs = 2

/**
 * What is absent and what is hidden from her must not be told apart by the clock: the database looks a little longer at a
 * row that it then withholds. So "there is no such thing" is answered on whole steps from the beginning only.
 */
export async function untilEvenStep(began: number): Promise<void> {
  const taken = performance.now() - began
  const target = began + Math.ceil((taken + lastMs) / stepMs) * stepMs
  await sleep(target - lastMs - performance.now())
  while (performance.now() < target) await turn()
}
