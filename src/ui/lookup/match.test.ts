import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchKey } from './fold.ts'
import { type Findable, matchRank, searchWords } from './match.ts'

const rankOf = (typed: string, found: Partial<Findable>) =>
  matchRank(searchWords(typed), { texts: [], ...found })
const isFound = (typed: string, found: Partial<Findable>) => rankOf(typed, found) !== undefined

/** 見本 花子, born 見本山; known as 架空 はな; two telephones. */
const hanako: Findable = {
  texts: ['髙﨑花子', 'タカサキハナコ', '花子', 'ハナコ', '渡邊花子', 'ワタナベハナコ', 'かをり'],
  phones: ['090-0000-1234', '０４８－０００－５６７８', '+81 70 0000 4321'],
  day: '1990-04-02',
}

test.each([
  ['family and given name without a space', '高崎花子'],
  ['with a space, full-width too', '高崎　花子'],
  ['variant characters, either way', '髙崎'],
  ['a variant of a variant: 邉, 邊 and 辺 are one', '渡邉'],
  ['the name before marriage', '渡辺'],
  ['hiragana for katakana', 'たかさきはなこ'],
  ['half-width katakana', 'ﾀｶｻｷ ﾊﾅｺ'],
  ['half-width with sound marks', 'ﾜﾀﾅﾍﾞ'],
  ['full-width katakana, a part of it', 'カサキ'],
  ['the given name alone', '花'],
  ['two parts in any order', 'はな たか'],
  ['an old kana for the same sound', 'カオリ'],
  ['the last four digits of a telephone', '1234'],
  ['the same in full-width digits', '１２３４'],
  ['the whole number with hyphens', '090-0000-1234'],
  ['the whole number with spaces', '090 0000 1234'],
  ['a number that was kept in full-width digits', '0480005678'],
  ['a number that was kept with +81', '07000004321'],
  ['the number as dialled from abroad', '+81 90-0000-1234'],
  ['six digits from the front', '090000'],
  ['the birth date in the era calendar', 'H2.4.2'],
  ['the same written out, in full-width digits', '平成２年４月２日'],
  ['the same with spaces between', '平成 2年 4月 2日'],
  ['the birth date as ISO', '1990-04-02'],
  ['the birth date with slashes', '1990/4/2'],
  ['the birth date in eight digits', '19900402'],
  ['name and birth date together', '花子 H2.4.2'],
  ['name and the end of the number together', 'たかさき 1234'],
])('a person is found by %s', (_why, typed) => {
  expect(isFound(typed, hanako)).toBe(true)
})

test.each([
  ['another name', '太郎'],
  ['one word too many', '花子 太郎'],
  ['three digits: everybody has them', '090'],
  ['four digits that begin a number and do not end it', '0900'],
  ['four digits from the middle', '0012'],
  ['another birth date', 'H2.4.3'],
  ['an impossible day', 'H2.4.31'],
  ['the digits of a birth date in another order', '02041990'],
])('a person is not found by %s', (_why, typed) => {
  expect(isFound(typed, hanako)).toBe(false)
})

const aCase: Partial<Findable> = { texts: ['転居と離婚の相談'], caseNumber: 'R8-0412' }

test.each([
  ['as it is written', 'R8-0412'],
  ['in small letters without the dash', 'r80412'],
  ['in full-width letters and digits', 'Ｒ８－０４１２'],
  ['with a long-vowel mark for a dash', 'R8ー0412'],
  ['without the noughts', 'R8-412'],
  ['by its digits alone', '0412'],
  ['by its digits without the nought', '412'],
  ['by its beginning', 'R8-04'],
  ['by a part of its title', '離婚'],
  ['by the fiscal year', 'r8'],
])('a case is found by its number %s', (_why, typed) => {
  expect(isFound(typed, aCase)).toBe(true)
})

test.each(['R7-0412', 'R8-0413', 'R8-4120', '4120', 'R80-412', '養育費'])(
  'a case is not found by %s',
  (typed) => {
    expect(isFound(typed, aCase)).toBe(false)
  },
)

test('a five-digit number and a day of the era calendar do not get into each other’s way', () => {
  expect(isFound('R8-11231', { texts: [], caseNumber: 'R8-11231' })).toBe(true)
  expect(isFound('R8.11.23', { texts: [], day: '2026-11-23' })).toBe(true)
  expect(isFound('R8.11.23', { texts: [], caseNumber: 'R8-1123' })).toBe(false)
  expect(isFound('R8-01-23', { texts: ['R8-0123'], caseNumber: 'R8-0123' })).toBe(false)
})

test('a whole name ranks before its beginning, and that before its middle', () => {
  const rank = (text: string) => rankOf('ハナ', { texts: ['other', text] })
  expect([rank('ハナ'), rank('ハナコ'), rank('コハナ')]).toEqual([0, 1, 2])
})

test('texts stay apart: the end of one and the beginning of the next are no word', () => {
  expect(isFound('花子渡辺', hanako)).toBe(false)
  expect(isFound('子渡', hanako)).toBe(false)
})

test('every variant of the list leads to one form, and a repeated character is written out', () => {
  expect(new Set(['斉', '斎', '齊', '齋'].map(searchKey)).size).toBe(1)
  expect(searchKey('佐々木')).toBe(searchKey('佐佐木'))
  expect(searchKey('葛\u{E0100}城')).toBe(searchKey('葛城'))
  expect(searchKey('神')).toBe(searchKey('\uFA19'))
})

test('nothing typed finds nothing; hostile text neither throws nor takes long', () => {
  expect(isFound('  ・ー ', hanako)).toBe(false)
  expect(searchWords('a '.repeat(50))).toHaveLength(6)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      matchRank(searchWords(text), hanako)
      return typeof searchKey(text) === 'string'
    }),
  )
})
