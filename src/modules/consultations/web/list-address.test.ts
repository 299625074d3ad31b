import { expect, test } from 'vitest'
import { beginningsOf, conditionsOf } from './list-address.ts'

test('however a day is typed, the conditions are the same', () => {
  const typed = conditionsOf(new URLSearchParams('from=R8.4.1&until=&channel=phone&after=x'))
  expect(typed.toString()).toBe('from=2026-04-01&channel=phone')
  expect(conditionsOf(new URLSearchParams('from=きのう')).get('from')).toBe('きのう')
})

test('a fiscal year begins in April', () => {
  expect(beginningsOf('2026-11-28')).toEqual({ month: '2026-11-01', fiscalYear: '2026-04-01' })
  expect(beginningsOf('2027-03-31')).toEqual({ month: '2027-03-01', fiscalYear: '2026-04-01' })
  expect(beginningsOf('2027-04-01')).toEqual({ month: '2027-04-01', fiscalYear: '2027-04-01' })
})
