import { type RequestState, unansweredStates } from './items.ts'

export type Side = 'asked' | 'asker'
export type Step = 'accept' | 'decline' | 'ask_back' | 'reply' | 'answer' | 'finish'

const steps: Readonly<
  Record<Step, { by: readonly Side[]; from: readonly RequestState[]; to: RequestState | 'as_before' }>
> = {
  accept: { by: ['asked'], from: ['sent', 'asked_back'], to: 'accepted' },
  decline: { by: ['asked'], from: ['sent', 'accepted', 'asked_back'], to: 'declined' },
  ask_back: { by: ['asked'], from: ['sent', 'accepted'], to: 'asked_back' },
  reply: { by: ['asker'], from: ['sent', 'accepted', 'asked_back', 'answered'], to: 'as_before' },
  answer: { by: ['asked'], from: ['sent', 'accepted', 'asked_back', 'answered'], to: 'answered' },
  finish: { by: ['asked', 'asker'], from: ['accepted', 'answered'], to: 'finished' },
}

export const stepNames = Object.keys(steps) as Step[]

/** Which steps somebody on this side may take now. A body without a terminal acts through the desk that asked it. */
export function possibleSteps(state: RequestState, side: Side, isPaper: boolean): Step[] {
  return stepNames.filter((step) => {
    const { by, from } = steps[step]
    const isTheirs = by.includes(side) || (isPaper && side === 'asker' && step !== 'reply')
    return isTheirs && from.includes(state) && !(isPaper && step === 'reply')
  })
}

/** The state a step leads to. A reply to what was asked back puts the request where it was before. */
export function stateAfter(step: Step, state: RequestState, isTaken: boolean): RequestState {
  const { to } = steps[step]
  if (to !== 'as_before') return to
  if (state === 'asked_back') return isTaken ? 'accepted' : 'sent'
  return state
}

export function isOverdue(state: RequestState, dueOn: string, today: string): boolean {
  return isAwaited(state) && dueOn < today
}

export function isAwaited(state: RequestState): boolean {
  return (unansweredStates as readonly RequestState[]).includes(state)
}

/** Fields of a request whose days make no sense, by catalogue key; empty when they do. */
export function wrongDays(
  days: { dueOn: string | undefined; untilDay: string },
  today: string,
): Record<string, string> {
  if (days.dueOn && days.dueOn < today) return { dueOn: 'requests_day_past' }
  if (days.untilDay < today) return { untilDay: 'requests_day_past' }
  if (days.dueOn && days.untilDay < days.dueOn) return { untilDay: 'requests_until_before_due' }
  return {}
}

/** Whether a request somebody else took counts as mine today: I stand in for her while she is away. */
export function coversFor(
  takenBy: string | null,
  me: string,
  absent: readonly { userId: string; coveredBy: string | null }[],
): boolean {
  return absent.some((one) => one.userId === takenBy && one.coveredBy === me)
}
