import { expect, test } from 'vitest'
import { fullName } from './full-name.ts'

test.each([
  ['保険年金課', '保険年金課', '保険年金課'],
  ['例示市見本センター', '見本センター 相談窓口', '例示市見本センター 相談窓口'],
  ['例示市民生委員協議会', '事務局', '例示市民生委員協議会 事務局'],
  ['例示警察署', '', '例示警察署'],
])('%s and %s are called %s', (bodyName, name, called) => {
  expect(fullName({ bodyName, name })).toBe(called)
})

test('a desk nobody knows has no name', () => {
  expect(fullName(undefined)).toBe('')
})
