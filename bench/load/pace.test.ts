import { expect, test } from 'vitest'
import { paceFrom } from './pace.ts'

test('a hundred a second: each has its turn ten milliseconds after the one before', () => {
  const wait = paceFrom(1_000, 100, () => 1_000)
  expect([wait(), wait(), wait()]).toEqual([0, 10, 20])
})

test('who is late does not wait, and the rate is made up for', () => {
  let now = 0
  const wait = paceFrom(0, 100, () => now)
  wait()
  now = 35
  expect([wait(), wait(), wait()].every((ms) => ms <= 0)).toBe(true)
  expect(wait()).toBe(5)
})

test('without a rate nobody waits', () => {
  const wait = paceFrom(1_000, undefined, () => 0)
  expect([wait(), wait()]).toEqual([0, 0])
})
