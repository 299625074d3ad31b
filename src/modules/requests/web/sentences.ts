import { m } from '../../../platform/words/words.ts'

/** The sentences that the server's answers name here; only these travel to the browser. */
const sentences: Readonly<Record<string, () => string>> = {
  disclosures_already_ended: m.disclosures_already_ended,
  disclosures_already_seen: m.disclosures_already_seen,
  disclosures_consent_only: m.disclosures_consent_only,
  disclosures_copy_safe_needed: m.disclosures_copy_safe_needed,
  disclosures_not_yours_to_see: m.disclosures_not_yours_to_see,
  disclosures_reason_needed: m.disclosures_reason_needed,
  disclosures_rules_changed: m.disclosures_rules_changed,
  disclosures_unknown_basis: m.disclosures_unknown_basis,
  documents_paper_settled: m.documents_paper_settled,
  documents_refused_ceiling: m.documents_refused_ceiling,
  documents_refused_not_prepared: m.documents_refused_not_prepared,
  documents_refused_opposing: m.documents_refused_opposing,
  documents_refused_second_person: m.documents_refused_second_person,
  documents_refused_stale: m.documents_refused_stale,
  documents_refused_unopenable: m.documents_refused_unopenable,
  requests_bad_day: m.requests_bad_day,
  requests_case_closed: m.requests_case_closed,
  requests_confirm_places: m.requests_confirm_places,
  requests_day_future: m.requests_day_future,
  requests_day_past: m.requests_day_past,
  requests_moved_on: m.requests_moved_on,
  requests_needed: m.requests_needed,
  requests_no_such_desk: m.requests_no_such_desk,
  requests_not_out_yet: m.requests_not_out_yet,
  requests_not_this_way: m.requests_not_this_way,
  requests_too_long: m.requests_too_long,
  requests_until_before_due: m.requests_until_before_due,
  requests_until_past: m.requests_until_past,
}

export function sentence(key: string): string {
  return sentences[key]?.() ?? m.requests_not_done()
}
