import type { FormFailure } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'
import type { FieldError } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'

/** The sentences that an answer of this module may name by key. */
export const sentence = errorWords(
  {
    directory_error_text: m.directory_error_text,
    directory_error_too_long: m.directory_error_too_long,
    directory_error_name: m.directory_error_name,
    directory_error_name_taken: m.directory_error_name_taken,
    directory_error_kind: m.directory_error_kind,
    directory_error_type: m.directory_error_type,
    directory_error_terminal: m.directory_error_terminal,
    directory_error_kana: m.directory_error_kana,
    directory_error_ground: m.directory_error_ground,
    directory_error_day: m.directory_error_day,
    directory_error_sort: m.directory_error_sort,
    directory_error_phone: m.directory_error_phone,
    directory_error_title: m.directory_error_title,
    directory_error_languages: m.directory_error_languages,
    directory_error_end_before_start: m.directory_error_end_before_start,
    directory_error_conflict: m.directory_error_conflict,
    directory_error_office_day: m.directory_error_office_day,
    directory_error_time: m.directory_error_time,
    directory_error_hours_order: m.directory_error_hours_order,
    directory_error_months: m.directory_error_months,
    directory_error_sheet: m.directory_error_sheet,
    directory_error_file: m.directory_error_file,
    error_file_infected: m.error_file_infected,
    error_file_opaque: m.error_file_opaque,
    error_file_unscanned: m.error_file_unscanned,
    directory_error_other: m.directory_error_other,
    directory_no_office_day: m.directory_no_office_day,
    directory_roster_not_member: m.directory_roster_not_member,
    directory_roster_cover_away: m.directory_roster_cover_away,
    directory_pledge_agree_missing: m.directory_pledge_agree_missing,
    directory_pledge_changed: m.directory_pledge_changed,
    directory_csv_too_large: m.directory_csv_too_large,
    directory_csv_empty: m.directory_csv_empty,
    directory_csv_encoding: m.directory_csv_encoding,
    directory_csv_too_many_lines: m.directory_csv_too_many_lines,
    directory_csv_broken: m.directory_csv_broken,
    directory_csv_unknown_column: m.directory_csv_unknown_column,
    directory_csv_column_twice: m.directory_csv_column_twice,
    directory_csv_column_missing: m.directory_csv_column_missing,
    directory_csv_too_wide: m.directory_csv_too_wide,
    directory_csv_unknown_id: m.directory_csv_unknown_id,
    directory_csv_unreadable: m.directory_csv_unreadable,
    directory_csv_row_twice: m.directory_csv_row_twice,
    directory_csv_name_twice: m.directory_csv_name_twice,
    directory_csv_body: m.directory_csv_body,
    directory_csv_body_fixed: m.directory_csv_body_fixed,
    directory_csv_terminal_fixed: m.directory_csv_terminal_fixed,
    directory_csv_desk_admin: m.directory_csv_desk_admin,
    directory_facility_name: m.directory_facility_name,
    directory_facility_desk_name: m.directory_facility_desk_name,
    directory_facility_blank: m.directory_facility_blank,
    directory_facility_phone: m.directory_facility_phone,
    directory_facility_place: m.directory_facility_place,
    directory_facility_type: m.directory_facility_type,
    directory_facility_window: m.directory_facility_window,
    directory_facility_left: m.directory_facility_left,
    directory_facility_by_page: m.directory_facility_by_page,
    directory_import_other_file: m.directory_import_other_file,
    directory_import_changed: m.directory_import_changed,
  },
  m.directory_error_other,
)

export interface Answer<Done> {
  done: Done | undefined
  /** What to say above the form when no single field is to blame. */
  problem: string | undefined
  errors: FieldError[]
  errorOf: (field: string) => string | undefined
  /** What was typed, so that nothing has to be typed again; else what was there. */
  textOf: (field: string, before?: string) => string
  listOf: (field: string, before: readonly string[]) => readonly string[]
  /**
   * Somebody else was faster: what stands in the directory now, in words, where it differs from what was typed.
   * `shown` = how a person reads it, if not as it is stored.
   */
  nowOf: (field: string, before: string | undefined, shown?: string) => string | undefined
  isConflict: boolean
  hasFailed: boolean
  /** An answer belongs to the form that was sent; the others on the page are as they were. */
  ofForm: (...intents: readonly string[]) => Answer<Done>
}

/** The answer to this page's last form, in words. */
export function useAnswer<Done = unknown>(): Answer<Done> {
  return answerOf(useFormAnswer<{ done?: Done } | FormFailure>())
}

function answerOf<Done>(answer: { done?: Done } | FormFailure | undefined): Answer<Done> {
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const values = answer && 'values' in answer ? answer.values : undefined
  const errors = Object.entries(failure?.fields ?? {}).map(([path, key]) => ({
    id: path.split('.')[0] ?? path,
    message: sentence(key),
  }))
  return {
    done: answer && 'done' in answer ? answer.done : undefined,
    problem: failure && errors.length === 0 ? sentence(failure.key) : undefined,
    errors,
    errorOf: (field) => errors.find((error) => error.id === field)?.message,
    textOf: (field, before = '') => {
      if (!values) return before
      const typed = values[field]
      return typeof typed === 'string' ? typed : ''
    },
    listOf: (field, before) => {
      if (!values) return before
      const chosen = values[field]
      return Array.isArray(chosen) ? chosen.map(String) : []
    },
    nowOf: (field, before = '', shown = before) => {
      const typed = String(values?.[field] ?? '')
      const isSame = typed === before || (before !== '' && parseJapaneseDate(typed) === before)
      if (failure?.code !== 'conflict' || isSame) return undefined
      return m.directory_now({ value: shown || m.directory_preview_blank() })
    },
    isConflict: failure?.code === 'conflict',
    hasFailed: failure !== undefined,
    ofForm: (...intents) => answerOf(!values || intents.includes(String(values.intent)) ? answer : undefined),
  }
}
