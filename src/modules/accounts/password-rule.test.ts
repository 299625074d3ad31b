import { expect, test } from 'vitest'
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
