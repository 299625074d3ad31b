import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, officeDaysBetween } from './office-days.ts'
import { farthestApart, officeDaysApart } from './office-days-left.ts'

const none: ReadonlyMap<string, boolean> = new Map()
const apart = (today: string, days: readonly string[], exceptions = none) => [
  ...officeDaysApart(exceptions, today, days).values(),
]

test('days apart are office days, whether today is one or not', () => {
  // Wednesday 25 to Monday 30 November 2026; Monday 23 is a holiday.
  const days = [
    '2026-11-20',
    '2026-11-24',
    '2026-11-26',
    '2026-11-27',
    '2026-11-29',
    '2026-11-30',
    '2026-12-01',
  ]
  expect(apart('2026-11-27', days)).toEqual([-4, -3, -1, 0, 0, 1, 2])
  expect(apart('2026-11-28', days)).toEqual([-5, -4, -2, -1, 0, 1, 2])
  expect(apart('2026-11-30', days)).toEqual([-5, -4, -2, -1, 0, 0, 1])
})

test('what the office has set apart counts, and nothing lies further away than the farthest', () => {
  const closed = new Map([['2026-11-26', false]])
  expect(apart('2026-11-27', ['2026-11-25'], closed)).toEqual([-1])
  expect(apart('2026-11-27', [])).toEqual([])
  const [far, farther] = apart('2026-11-27', [dayAfter('2026-11-27', -farthestApart), '2001-04-02'])
  expect(farther).toBe(far)
  const [ahead, further] = apart('2026-11-27', [dayAfter('2026-11-27', farthestApart), '2099-04-02'])
  expect(further).toBe(ahead)
})

test('one walk over a span counts as a walk to each of its days does', () => {
  const today = '2026-11-27'
  const offset = fc.integer({ min: -700, max: 700 })
  const set = fc.array(fc.tuple(offset, fc.boolean()), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(offset, { maxLength: 8 }), set, (offsets, exceptional) => {
      const days = [...new Set(offsets)].map((days) => dayAfter(today, days))
      const exceptions = new Map(exceptional.map(([days, isOpen]) => [dayAfter(today, days), isOpen]))
      const walked = days.map((day) => {
        if (day >= today) return officeDaysBetween(today, day, exceptions)
        const open = officeDaysBetween(dayAfter(day, -1), dayAfter(today, -1), exceptions)
        return open > 0 ? -open : 0
      })
      expect(apart(today, days, exceptions)).toEqual(walked)
    }),
  )
})
