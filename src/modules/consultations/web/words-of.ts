import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

/** The sentence of a catalogue key that came with an error. */
export const wordsOf = errorWords(
  {
    consultations_error_too_long: m.consultations_error_too_long,
    consultations_error_code: m.consultations_error_code,
    consultations_error_day: m.consultations_error_day,
    consultations_error_future_day: m.consultations_error_future_day,
    consultations_error_received_by: m.consultations_error_received_by,
    consultations_error_time: m.consultations_error_time,
    consultations_error_minutes: m.consultations_error_minutes,
    consultations_error_desk: m.consultations_error_desk,
    consultations_error_conflict: m.consultations_error_conflict,
    consultations_error_attached_already: m.consultations_error_attached_already,
    consultations_error_reviewed_already: m.consultations_error_reviewed_already,
    consultations_error_own_review: m.consultations_error_own_review,
    consultations_error_view_name: m.consultations_error_view_name,
    consultations_error_note_text: m.consultations_error_note_text,
    consultations_error_contact_settled: m.consultations_error_contact_settled,
    consultations_error_read_first: m.consultations_error_read_first,
    consultations_error_past_day: m.consultations_error_past_day,
    cases_error_reason_missing: m.cases_error_reason_missing,
    cases_error_namesake_reason: m.cases_error_namesake_reason,
    cases_refused_block_oneself: m.cases_refused_block_oneself,
    cases_refused_blocked_already: m.cases_refused_blocked_already,
    referrals_ended_note: m.referrals_ended_note,
    referrals_taken_up_already: m.referrals_taken_up_already,
    people_error_conflict: m.people_error_conflict,
  },
  m.consultations_error_field,
)
