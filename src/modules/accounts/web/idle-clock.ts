import { quietly } from '../../../platform/http/quiet.ts'

/** Everything the idle lock counts with, apart from the page, so that it can be tested with any clock. */
export const warnBefore = 120
/** As the server counts (`auth.enter`); used here only while it cannot be asked. */
export const idleSeconds = 15 * 60
/** Typing tells the server at most this often; the session's own clock is four times slower to notice. */
const tellEvery = 60

export type IdleState = { kind: 'awake' } | { kind: 'warning'; seconds: number } | { kind: 'due' }

/** Where an unattended page stands at `now`, both in milliseconds. */
export function idleState(endsAt: number, now: number): IdleState {
  const seconds = Math.ceil((endsAt - now) / 1000)
  if (seconds <= 0) return { kind: 'due' }
  return seconds <= warnBefore ? { kind: 'warning', seconds } : { kind: 'awake' }
}

/** Whether an act of hers should be told to the server now: rarely while all is well, at once under the warning. */
export function shouldTell(state: IdleState, lastTold: number, now: number): boolean {
  return state.kind === 'warning' || now - lastTold >= tellEvery * 1000
}

/**
 * When to lock while the server cannot be asked: whoever goes on typing through an outage is there, and what she types
 * is on this page only.
 */
export function endWhileAway(endsAt: number, lastAct: number): number {
  return Math.max(endsAt, lastAct + idleSeconds * 1000)
}

/** Seconds left as the server counts them, or that the session is gone, or that nobody answers just now. */
export type Left = number | 'gone' | 'away'

export async function askSeconds(isAct: boolean): Promise<Left> {
  try {
    const answer = isAct ? await tellAct() : await lookQuietly()
    if (answer.ok) return secondsIn(await answer.json()) ?? 'gone'
    return answer.status >= 500 ? 'away' : 'gone'
  } catch {
    return 'away'
  }
}

async function tellAct(): Promise<Response> {
  const body = new FormData()
  body.set('intent', 'stay')
  return fetch('/session', { method: 'POST', body, redirect: 'manual' })
}

/** Looking is no act: the request says so. */
function lookQuietly(): Promise<Response> {
  return quietly(() => fetch('/session', { redirect: 'manual' }))
}

function secondsIn(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null
  const { awake, done } = answer as Record<string, unknown>
  const found = (awake ?? done) as { seconds?: unknown } | undefined
  return typeof found?.seconds === 'number' ? found.seconds : null
}
