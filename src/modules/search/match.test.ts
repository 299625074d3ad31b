import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRank, searchKey, searchWords } from './match.ts'

test('a name is found by kana in any script and width, by part, and by variant characters', () => {
  const card = ['髙﨑 花子', 'タカサキ ハナコ', '山田 花子', '090-0000-1234']
  for (const typed of [
    '高崎',
    '髙崎',
    'たかさき',
    'ﾀｶｻｷ',
    'はなこ',
    '花',
    '山田　花子',
    '０９００',
    'サキ はな',
  ])
    expect(matchRank(searchWords(typed), card), typed).toBeDefined()
  expect(matchRank(searchWords('太郎'), card)).toBeUndefined()
  expect(matchRank(searchWords('花子 太郎'), card)).toBeUndefined()
})

test('a whole name ranks before its beginning, and that before its middle', () => {
  const rank = (text: string) => matchRank(['ハナ'], [text]) ?? Number.NaN
  expect([rank('ハナ'), rank('ハナコ'), rank('コハナ')]).toEqual([0, 1, 2])
})

test('nothing typed finds nothing; hostile text does not throw', () => {
  expect(matchRank(searchWords('  ・ー '), ['花子'])).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof searchKey(text) === 'string'),
  )
})
