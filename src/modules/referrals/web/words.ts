import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

/** The sentences that the server's answers name on these pages. */
export const sentence = errorWords(
  {
    referrals_needed: m.referrals_needed,
    referrals_too_long: m.referrals_too_long,
    referrals_moved_on: m.referrals_moved_on,
    referrals_no_hub: m.referrals_no_hub,
    referrals_own_hub: m.referrals_own_hub,
    referrals_ended_note: m.referrals_ended_note,
    referrals_taken_up_already: m.referrals_taken_up_already,
  },
  m.referrals_not_done,
)

export const agreementWords = {
  agrees: m.referrals_agreement_agrees,
  knows: m.referrals_agreement_knows,
  not_told: m.referrals_agreement_not_told,
  unknown: m.referrals_agreement_unknown,
}
