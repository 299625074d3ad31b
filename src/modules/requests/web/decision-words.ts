import { m } from '../../../platform/words/words.ts'

export const decisionWords: Readonly<
  Record<'counselor' | 'manager' | 'in_stead' | 'afterwards', () => string>
> = {
  counselor: m.requests_decision_counselor,
  manager: m.requests_decision_manager,
  in_stead: m.requests_decision_in_stead,
  afterwards: m.requests_decision_afterwards,
}
