import { m } from '../../platform/words/words.ts'
import type { RequestState } from './items.ts'

const words: Readonly<Record<RequestState, () => string>> = {
  proposed: m.requests_state_proposed,
  not_approved: m.requests_state_not_approved,
  sent: m.requests_state_sent,
  accepted: m.requests_state_accepted,
  asked_back: m.requests_state_asked_back,
  declined: m.requests_state_declined,
  answered: m.requests_state_answered,
  finished: m.requests_state_finished,
  withdrawn: m.requests_state_withdrawn,
}

export function requestStateWord(state: RequestState): string {
  return words[state]()
}
