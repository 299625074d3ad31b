import { expect, test } from 'vitest'
import { type Line, verdictOf } from './result.ts'

const line = (value: number | null, bar?: Line['bar']): Line => ({
  workload: 'w',
  measure: 'm',
  unit: 'ms',
  value,
  ...(bar ? { bar } : {}),
})

test('a bar is met at its very limit, from either side', () => {
  expect(verdictOf(line(2, { kind: 'at-most', limit: 2 }))).toBe('met')
  expect(verdictOf(line(2.01, { kind: 'at-most', limit: 2 }))).toBe('missed')
  expect(verdictOf(line(0.3, { kind: 'at-least', limit: 0.3 }))).toBe('met')
  expect(verdictOf(line(0.29, { kind: 'at-least', limit: 0.3 }))).toBe('missed')
})

test('what was not measured is neither met nor missed', () => {
  expect(verdictOf(line(null, { kind: 'at-most', limit: 2 }))).toBe('not measured')
  expect(verdictOf(line(Number.NaN, { kind: 'at-least', limit: 0 }))).toBe('not measured')
})

test('a figure taken while others had the machine is neither met nor missed', () => {
  const bar = { kind: 'at-most', limit: 2 } as const
  expect(verdictOf({ ...line(1, bar), others: 0.6 })).toBe('disturbed')
  expect(verdictOf({ ...line(9, bar), others: 0.6 })).toBe('disturbed')
  expect(verdictOf({ ...line(1, bar), others: 0.05 })).toBe('met')
})

test('a figure without a bar is for information', () => {
  expect(verdictOf(line(5))).toBe('for information')
})
