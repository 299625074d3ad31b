import { m } from '../../platform/words/words.ts'
import { formatShortDay } from '../../ui/wareki/format-japanese-date.ts'
import { promisesOfCase, unreviewedOfCase } from '../consultations/index.ts'
import type { ClosingSource } from './still-open.ts'

const lineOf = (words: (day: string) => string) => (one: { id: string; day: string }) => ({
  id: one.id,
  href: `/consultations/${one.id}`,
  words: words(formatShortDay(one.day)),
  content: null,
})

export const unreadAtClosing: ClosingSource = {
  kind: 'consultation',
  stillOpen: async (tx, caseId) =>
    (await unreviewedOfCase(tx, caseId)).map(lineOf((day) => m.cases_closing_unread({ day }))),
}

/** Ended with the case by the consultations' own rule (`endPromisesOfCase`). */
export const promisesAtClosing: ClosingSource = {
  kind: 'promise',
  stillOpen: async (tx, caseId) =>
    (await promisesOfCase(tx, caseId)).map(lineOf((day) => m.cases_closing_promise({ day }))),
}
