import { expect, test } from 'vitest'
import { bracketed, dotted, labelled, listed, spaced } from './joining.ts'
import { withLocale } from './request-locale.ts'

const all = () => [
  listed(['a', '', 'b']),
  dotted(['a', null, 'b']),
  spaced(['a', false, 'b']),
  `a${bracketed('b')}`,
  labelled('a', 'b'),
]

test('words are joined as each language joins them, and what is empty leaves no trace', () => {
  expect(withLocale('ja', all)).toEqual(['a、b', 'a・b', 'a　b', 'a（b）', 'a：b'])
  expect(withLocale('en', all)).toEqual(['a, b', 'a · b', 'a · b', 'a (b)', 'a: b'])
})
