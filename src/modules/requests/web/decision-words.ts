import { m } from '../../../platform/words/words.ts'

export const decisionWords: Readonly<
  Record<'counselor' | 'manager' | 'in_stead' | 'afterwards' | 'second', () => string>
> = {
  counselor: m.requests_decision_counselor,
  manager: m.requests_decision_manager,
  in_stead: m.requests_decision_in_stead,
  afterwards: m.requests_decision_afterwards,
  second: m.requests_decision_second,
}

/** Why a supervisor did not wait for the manager. */
export const steadWords: Readonly<Record<'roster' | 'absent' | 'unreachable' | 'urgent', () => string>> = {
  roster: m.requests_stead_roster,
  absent: m.requests_stead_absent,
  unreachable: m.requests_stead_unreachable,
  urgent: m.requests_stead_urgent,
}
