import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

/** Why a file was not taken. Apart from the sentences of the page: it comes up seldom, and every case page would carry it. */
export const fileWordsOf = errorWords(
  {
    cases_error_file_empty: m.cases_error_file_empty,
    cases_error_file_missing: m.cases_error_file_missing,
    cases_error_file_several: m.cases_error_file_several,
    cases_error_file_program: m.cases_error_file_program,
    cases_error_file_refused: m.cases_error_file_refused,
    cases_error_file_too_large: m.cases_error_file_too_large,
    error_file_infected: m.error_file_infected,
    error_file_opaque: m.error_file_opaque,
    error_file_unscanned: m.error_file_unscanned,
  },
  m.cases_error_general,
)
