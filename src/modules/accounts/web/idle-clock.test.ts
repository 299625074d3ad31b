import { expect, test } from 'vitest'
import { endWhileAway, idleState, shouldTell } from './idle-clock.ts'

test('two minutes before the end it warns, then the lock is due', () => {
  expect(idleState(900_000, 0)).toEqual({ kind: 'awake' })
  expect(idleState(900_000, 780_000)).toEqual({ kind: 'warning', seconds: 120 })
  expect(idleState(900_000, 899_500)).toEqual({ kind: 'warning', seconds: 1 })
  expect(idleState(900_000, 900_000)).toEqual({ kind: 'due' })
})

test('typing is told once a minute; under the warning any key is told at once', () => {
  expect(shouldTell({ kind: 'awake' }, 0, 59_000)).toBe(false)
  expect(shouldTell({ kind: 'awake' }, 0, 60_000)).toBe(true)
  expect(shouldTell({ kind: 'warning', seconds: 90 }, 0, 1)).toBe(true)
})

test('while nobody answers, whoever goes on typing is there; whoever stopped is locked out in time', () => {
  const minute = 60_000
  expect(endWhileAway(15 * minute, 14 * minute)).toBe(29 * minute)
  expect(endWhileAway(15 * minute, 0)).toBe(15 * minute)
})
