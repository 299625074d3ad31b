import { expect, test } from 'vitest'
import { isMeant } from './find-others.ts'
import { kanaKey, nameKeys, phoneKey } from './normalise.ts'

test('a number is the same number however it is typed', () => {
  const typed = [
    '０９０－００００－１２３４',
    '090 0000 1234',
    '+81 90-0000-1234',
    '+81 (0)90-0000-1234',
    '09000001234',
  ]
  expect(new Set(typed.map(phoneKey))).toEqual(new Set(['09000001234']))
  expect(phoneKey('110')).toBe('')
})

test('a kana name is the same name in any script and width', () => {
  expect(new Set(['やまだ はなこ', 'ヤマダ　ハナコ', 'ﾔﾏﾀﾞ ﾊﾅｺ'].map(kanaKey))).toEqual(
    new Set(['ヤマダハナコ']),
  )
})

test('a name alone is no key; each spelling with the birth date is one', () => {
  const names = [
    { familyKana: 'やまだ', givenKana: 'はなこ' },
    { kind: 'maiden' as const, familyKana: 'さとう', givenKana: 'ハナコ' },
  ]
  expect(nameKeys({ names })).toEqual([])
  expect(nameKeys({ names, birthDate: '1990-01-02' })).toEqual([
    'ヤマダハナコ|1990-01-02',
    'サトウハナコ|1990-01-02',
  ])
})

test('a person is meant by a part of her name, its reading in any script, or four digits of a number', () => {
  const card = {
    names: [
      { kind: 'legal' as const, family: '架空', given: '花子', familyKana: 'かくう', givenKana: 'はなこ' },
      { kind: 'maiden' as const, family: '例示', given: '花子', familyKana: 'れいじ', givenKana: 'はなこ' },
    ],
    birthDate: null,
    sex: 'female',
    phones: [{ number: '0X0-0000-1234', note: '' }],
  }
  for (const words of ['架空', 'カクウ', '花', '例示　はなこ', '1234', '架空 １２３４'])
    expect([words, isMeant(card, words)]).toEqual([words, true])
  for (const words of ['見本', '架空 見本', '9999', '12'])
    expect([words, isMeant(card, words)]).toEqual([words, false])
})
