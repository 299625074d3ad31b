import { m } from '../../../platform/words/words.ts'

/** Before the decision nothing has left, and nothing can be ended: the proposal is taken back. */
export function withdrawWords(isProposed: boolean): { summary: string; lead: string; button: string } {
  return isProposed
    ? {
        summary: m.requests_take_back_summary(),
        lead: m.requests_take_back_lead(),
        button: m.requests_take_back_do(),
      }
    : {
        summary: m.requests_withdraw_summary(),
        lead: m.requests_withdraw_lead(),
        button: m.requests_withdraw_do(),
      }
}
