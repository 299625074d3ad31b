import type { Sentences } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'
import { wordsOf } from './words-of.ts'

const closing: Sentences = {
  cases_error_open_reason: m.cases_error_open_reason,
  cases_error_retention_short: m.cases_error_retention_short,
  cases_error_retention_consultations: m.cases_error_retention_consultations,
}

/** What only the page that closes a case answers: sentences that would weigh on the page of every case. */
export const wordsOfClosing = (key: string): string => closing[key]?.() ?? wordsOf(key)
