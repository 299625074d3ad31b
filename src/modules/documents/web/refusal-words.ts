import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

/** Why a file did not leave. */
export const refusalWord = errorWords({
  cases_error_reason_missing: m.cases_error_reason_missing,
  documents_refused_damaged: m.documents_refused_damaged,
})
