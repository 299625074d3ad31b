import { beforeAll, expect, test } from 'vitest'
import { actWord, knownActs } from '../codes/act-words.ts'
import { purposeWord, resultWord } from '../codes/audit-words.ts'
import { entrances } from '../platform/entrance.ts'
import { purposes } from '../platform/permissions.ts'
import { useCases } from '../platform/use-case.ts'
import { withLocale } from '../platform/words/request-locale.ts'
import { loadEveryModule } from './every-module.ts'

/** What the platform records without a use-case of that name. */
const besides = [
  ...['case.block-carried', 'consultation.block-carried'],
  ...['case.conflict-blocked', 'consultation.conflict-kept', 'disposal.shred-again', 'document.release'],
  ...['record.destroyed-before', 'root.rotated'],
]
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

beforeAll(loadEveryModule, 60_000)

test('every act that an audit line can name has its words, and no words are left of an act that is gone', () => {
  const named = [
    ...useCases().map((one) => one.definition.name),
    ...entrances().map((one) => one.entrance.name),
  ]
  expect(named.length).toBeGreaterThan(150)
  expect(knownActs.toSorted()).toEqual([...named, ...besides].sort())
})

test('each act, purpose and result is said in the language of the reader, no two acts alike', () => {
  const said = () => [
    ...knownActs.map(actWord),
    ...purposes.map(purposeWord),
    ...['ok', 'absent', 'refused', 'failed', 'unopenable'].map(resultWord),
  ]
  const [ja, en] = [withLocale('ja', said), withLocale('en', said)]
  expect(ja.filter((words) => !japanese.test(words))).toEqual([])
  expect(en.filter((words) => japanese.test(words) || /[._]/.test(words))).toEqual([])
  for (const words of [ja, en]) expect(new Set(words).size).toBe(words.length)
})
