import { expect, test } from 'vitest'
import { choicesOf } from '../../../codes/words.ts'
import { withLocale } from '../../../platform/words/request-locale.ts'
import { isMeant } from './is-meant.ts'

const meant = (typed: string) =>
  withLocale('ja', () =>
    choicesOf('chiefComplaint')
      .filter((choice) => isMeant(choice, typed))
      .map((choice) => choice.value),
  )

test.each(['夫等からの', 'おっと', 'オット', 'おっt', 'spouse_v'])(
  '%s finds violence by the husband',
  (typed) => {
    expect(meant(typed)).toContain('spouse_violence')
    expect(meant(typed)).not.toContain('debt')
  },
)

test('a word nobody uses finds nothing, an empty one everything', () => {
  expect(meant('ぎりしゃ')).toEqual([])
  expect(meant('')).toHaveLength(choicesOf('chiefComplaint').length)
})

test('every long list can be narrowed by its readings', () => {
  for (const list of ['chiefComplaint', 'relation', 'difficulty', 'action', 'language'] as const)
    for (const { value, kana } of choicesOf(list))
      expect([list, value, kana ?? '']).not.toEqual([list, value, ''])
})
