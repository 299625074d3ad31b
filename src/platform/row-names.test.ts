import { expect, test } from 'vitest'
import { idShape, isCalendarDay } from './row-names.ts'

test('only days that exist are days', () => {
  expect(['2026-11-21', '2024-02-29', '0001-01-01', '9999-12-31'].filter(isCalendarDay)).toHaveLength(4)
  expect(
    ['2026-02-30', '2023-02-29', '0000-01-01', '2026-13-01', '2026-1-1', ''].filter(isCalendarDay),
  ).toEqual([])
})

test('an id has its five groups', () => {
  const id = new RegExp(`^${idShape}$`)
  expect(id.test('0190c000-0000-7000-8000-00000000000c')).toBe(true)
  expect(id.test('-'.repeat(36))).toBe(false)
})
