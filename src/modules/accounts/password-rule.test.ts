import { expect, test } from 'vitest'
import known from '../../../reference/known-passwords.json' with { type: 'json' }
import { bytesOfMark, isKnownPassword, markOf } from './known-passwords.ts'
import { whyPoorPassword } from './password-rule.ts'

const context = ['m.sato', '架空市', '佐藤 美咲']

test.each([
  'password1234',
  'P@ssw0rd!2026',
  'Welcome to Tokyo',
  'sakurasakura88',
  'qwertyuiop123',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  '123456789012',
  'iloveyouforever',
])('%s is what everybody tries first', (password) => {
  expect(whyPoorPassword(password, context)).toBe('accounts_password_common')
})

test.each(['sato20260401', '架空市password', 'SATO-sato-1234'])(
  '%s is made of what is known of her',
  (password) => {
    expect(whyPoorPassword(password, context)).toBe('accounts_password_context')
  },
)

test.each([
  'lanterns drift past noon',
  'correct horse battery staple',
  'かわのむこうにあかりがみえる',
  'tR9vq-mkW2x-pLz',
])('%s is accepted, whatever kinds of characters it has', (password) => {
  expect(whyPoorPassword(password, context)).toBeNull()
})

test.each([
  'qazwsxedcrfv',
  '1qaz2wsx3edc4rfv',
  'ghbdtnrfrltkf',
  'Unbelievable',
  'ＦｉｎａｌＦａｎｔａｓｙ',
  'gfhjkmgfhjkm',
])('%s leaked elsewhere, and no rule would have found it', (password) => {
  expect(whyPoorPassword(password, context)).toBe('accounts_password_common')
  expect(whyPoorPassword(`${password} + lanterns`, context)).toBeNull()
})

test('the list has more than the three thousand most frequent ones, and every mark in it is found', () => {
  const marks = Buffer.from(known.marks, 'base64')
  expect(known.count).toBeGreaterThan(3000)
  expect(marks.length).toBe(known.count * bytesOfMark)
  const each = Array.from({ length: known.count }, (_, at) =>
    marks.subarray(at * bytesOfMark, (at + 1) * bytesOfMark),
  )
  // The search needs them in order, and each once.
  expect(each.every((mark, at) => at === 0 || Buffer.compare(each[at - 1] ?? mark, mark) < 0)).toBe(true)
  const inventions = Array.from({ length: 2000 }, (_, at) => `unlikely lantern ${at} of nobody`)
  expect(inventions.filter(isKnownPassword)).toEqual([])
  expect(markOf('QAZWSXEDCRFV')).toEqual(markOf('qazwsxedcrfv'))
})
