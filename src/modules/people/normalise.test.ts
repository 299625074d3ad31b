import { expect, test } from 'vitest'
import { asHiragana, PersonName } from './contract.ts'
import { kanaKey, nameKeys } from './normalise.ts'
import { phoneKey, wholePhoneKey } from './phone.ts'

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

test.each([
  ['090-0000-123', ''],
  ['090-0000-1234', '09000001234'],
  ['０５０ ００００ １２３４', '05000001234'],
  ['+81 90-0000-123', ''],
  ['+81 90-0000-1234', '09000001234'],
  ['048-000-111', ''],
  ['048-000-1111', '0480001111'],
  ['0120-000-000', '0120000000'],
  ['775-5111', '7755111'],
  ['775', ''],
])('a number is asked for once it is whole: %s', (typed, key) => {
  expect(wholePhoneKey(typed)).toBe(key)
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

test('a reading is kept in hiragana, whichever kana was typed', () => {
  for (const typed of ['ｶｸｳ ｼﾞｭﾝｺ', 'カクウ ジュンコ', 'かくう じゅんこ'])
    expect(asHiragana(typed)).toBe('かくう じゅんこ')
  expect(PersonName.parse({ familyKana: 'グレース' }).familyKana).toBe('ぐれーす')
  // What fits the field still fits it afterwards, or it could never be opened again.
  for (const letter of ['\u3316', 'ﾊﾞ', 'バ', 'ﬃ']) {
    const kept = PersonName.parse({ familyKana: letter.repeat(Math.floor(80 / letter.length)) })
    expect(PersonName.safeParse(kept).success, letter).toBe(true)
  }
})
