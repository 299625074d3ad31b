import { expect, test } from 'vitest'
import { deskFullName } from './desk-full-name.ts'

test.each([
  ['市民課', '市民課', '市民課'],
  [
    'みはらし市男女共同参画推進センター',
    '男女共同参画推進センター 相談窓口',
    'みはらし市男女共同参画推進センター 相談窓口',
  ],
  ['市民課', '市民課 証明係', '市民課 証明係'],
  ['市民課', '市民課証明係', '市民課証明係'],
  ['架空警察署', '生活安全課', '架空警察署 生活安全課'],
  ['架空警察署', '', '架空警察署'],
  ['', '相談窓口', '相談窓口'],
])('%s and %s are called %s', (bodyName, name, whole) => {
  expect(deskFullName({ bodyName, name })).toBe(whole)
})

test('a desk that is not there has no name', () => {
  expect(deskFullName(undefined)).toBe('')
})
