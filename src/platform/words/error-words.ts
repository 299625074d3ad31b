import { m } from './words.ts'

export type Sentences = Readonly<Record<string, () => string>>

/** What any use-case may answer, whichever module it belongs to (`platform/errors.ts`). */
const everywhere: Sentences = {
  error_invalid: m.error_invalid,
  error_malformed: m.error_malformed,
  error_not_signed_in: m.error_not_signed_in,
  error_forbidden: m.error_forbidden,
  error_step_up_required: m.error_step_up_required,
  error_acknowledgement_required: m.error_acknowledgement_required,
  error_not_found: m.error_not_found,
  error_unopenable: m.error_unopenable,
  error_wrong_host: m.error_wrong_host,
  error_conflict: m.error_conflict,
  error_sent_before: m.error_sent_before,
  error_refused: m.error_refused,
  error_length_required: m.error_length_required,
  error_too_large: m.error_too_large,
  error_unsupported: m.error_unsupported,
  error_too_many: m.error_too_many,
  error_sent_too_much: m.error_sent_too_much,
  error_clocks_apart: m.error_clocks_apart,
  error_reads_ask: m.error_reads_ask,
  error_reads_stop_record: m.error_reads_stop_record,
  error_reads_stop_search: m.error_reads_stop_search,
  error_reads_stop_export: m.error_reads_stop_export,
  error_reads_stop_duty_search: m.error_reads_stop_search,
  error_read_limit: m.error_read_limit,
  error_busy: m.error_busy,
  error_unavailable: m.error_unavailable,
  error_internal: m.error_internal,
  error_desk_has_no_key: m.error_desk_has_no_key,
  // A field whose schema has no sentence of its own, by kind of issue.
  invalid_invalid_type: m.error_field_missing,
  invalid_too_small: m.error_field_missing,
  invalid_too_big: m.error_field_long,
  invalid_invalid_value: m.error_field_choice,
}

/**
 * How a module says its errors: its own sentences first, named one by one, because the whole catalogue would weigh on
 * every page; then those of everywhere; then a general one.
 */
export function errorWords(own: Sentences, otherwise: () => string = m.error_refused) {
  return (key: string): string =>
    (own[key] ?? everywhere[key] ?? (key.startsWith('invalid_') ? m.error_field : otherwise))()
}
