import { expect, test } from 'vitest'
import { parseTime } from './parse-time.ts'

test.each([
  ['14:30', '14:30'],
  ['1430', '14:30'],
  ['905', '09:05'],
  ['１４時３０分', '14:30'],
  ['9時', '09:00'],
  ['9', '09:00'],
  ['0:00', '00:00'],
])('%s is a time of day', (typed, time) => {
  expect(parseTime(typed)).toBe(time)
})

test.each(['24:00', '12:60', '99', '午後3時', '12:3:4', '', '12345'])('%s is refused', (typed) => {
  expect(parseTime(typed)).toBeUndefined()
})
