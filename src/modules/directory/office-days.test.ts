import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  closedBecause,
  dayAfter,
  hasHolidayData,
  isOfficeDay,
  japanDay,
  monthsAfter,
  officeDaysAfter,
  officeDaysBetween,
  usualHours,
} from './office-days.ts'

const none: ReadonlyMap<string, boolean> = new Map()
const at = (text: string) => new Date(`${text}+09:00`)
const usual = { ...usualHours, exceptions: none }

test.each([
  ['2026-11-20', null, 'a Friday'],
  ['2026-11-21', 'weekend', 'a Saturday'],
  ['2026-11-23', 'holiday', '勤労感謝の日'],
  ['2026-12-28', null, 'the last office day of the year'],
  ['2026-12-29', 'year-end', 'the year ends'],
  ['2027-01-01', 'year-end', 'New Year'],
  ['2028-01-03', 'year-end', 'a Monday within the first three days'],
  ['2027-01-04', null, 'the first office day'],
  ['2026-05-06', 'holiday', '振替休日 after Golden Week'],
  ['2026-09-22', 'holiday', 'the day between two holidays'],
])('%s is closed because of %s (%s)', (day, because, _why) => {
  expect(closedBecause(day, none)).toBe(because)
})

test('what the tenant sets goes before the rule, in both directions', () => {
  const exceptions = new Map([
    ['2026-11-21', true],
    ['2026-11-20', false],
    ['2026-12-29', true],
  ])
  expect(isOfficeDay('2026-11-21', exceptions)).toBe(true)
  expect(isOfficeDay('2026-12-29', exceptions)).toBe(true)
  expect(closedBecause('2026-11-20', exceptions)).toBe('exception')
})

test.each([
  ['2026-11-16T10:00:00', 3, '2026-11-19', 'Monday morning'],
  ['2026-11-16T23:59:00', 3, '2026-11-19', 'late in the evening'],
  ['2026-11-16T07:00:00', 3, '2026-11-19', 'before opening'],
  ['2026-11-21T12:00:00', 1, '2026-11-24', 'Saturday: the next office day is Tuesday, Monday is a holiday'],
  ['2026-11-28T12:00:00', 3, '2026-12-02', 'Saturday: Monday, Tuesday, Wednesday'],
  ['2026-11-20T10:00:00', 1, '2026-11-24', 'over a long weekend'],
  ['2026-12-28T16:00:00', 1, '2027-01-04', 'over the turn of the year'],
  ['2026-12-28T18:00:00', 3, '2027-01-06', 'late on the last day'],
  ['2026-04-28T09:00:00', 3, '2026-05-07', 'over Golden Week: 4/30, 5/1, 5/7'],
  ['2026-11-16T10:00:00', 0, '2026-11-16', 'the same day'],
])('%s and %i office days end on %s (%s)', (from, count, day) => {
  const deadline = officeDaysAfter(usual, at(from), count)
  expect(deadline.day).toBe(day)
  expect(deadline.endsAt).toEqual(at(`${day}T17:15:00`))
  expect(deadline.hasHolidayData).toBe(true)
})

test('exceptions and other hours move the deadline', () => {
  const open = new Map([
    ['2026-11-21', true],
    ['2026-11-17', false],
  ])
  const calendar = { opensAt: '09:00', closesAt: '20:00', exceptions: open }
  expect(officeDaysAfter(calendar, at('2026-11-16T19:59:00'), 4).day).toBe('2026-11-21')
})

test('the server may stand in any time zone: a day is a Japanese day', () => {
  expect(japanDay(new Date('2026-11-20T15:00:00Z'))).toBe('2026-11-21')
  expect(japanDay(new Date('2026-11-20T14:59:59Z'))).toBe('2026-11-20')
})

test('past the known holidays the answer says so', () => {
  expect(hasHolidayData('2050-12-31')).toBe(true)
  expect(hasHolidayData('2051-01-01')).toBe(false)
  expect(officeDaysAfter(usual, at('2050-12-28T10:00:00'), 1)).toMatchObject({
    day: '2051-01-04',
    hasHolidayData: false,
  })
  expect(closedBecause('2051-11-23', none)).toBeNull()
  expect(closedBecause('2051-11-25', new Map([['2051-11-25', false]]))).toBe('exception')
})

test('an office that never opens is refused, not searched for ever', () => {
  const closed = new Map(
    Array.from({ length: 2_000 }, (_, index) => [
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
      false,
    ]),
  )
  expect(() => officeDaysAfter({ ...usual, exceptions: closed }, at('2026-02-02T10:00:00'), 1)).toThrow(
    'directory_no_office_day',
  )
})

test.each([
  ['2026-11-21', 12, '2027-11-21'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-12-01', 1, '2027-01-01'],
])('%s and %i months is %s', (day, count, expected) => {
  expect(monthsAfter(day, count)).toBe(expected)
})

test('the days left on the day of asking are the days that were asked for, whenever that is', () => {
  const somewhen = fc.integer({ min: 0, max: 366 * 24 * 4 }).map((hours) => {
    const first = Date.parse('2026-01-01T00:00:00+09:00')
    return new Date(first + hours * 3_600_000)
  })
  const set = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.boolean()), { maxLength: 40 })
  fc.assert(
    fc.property(somewhen, fc.integer({ min: 0, max: 250 }), set, (from, count, exceptional) => {
      const today = japanDay(from)
      const exceptions = new Map(exceptional.map(([days, isOpen]) => [dayAfter(today, days), isOpen]))
      const { day } = officeDaysAfter({ ...usualHours, exceptions }, from, count)
      expect(officeDaysBetween(today, day, exceptions)).toBe(count)
      // The deadline is a day on which somebody is there, and no later than it must be.
      if (count > 0) {
        expect(isOfficeDay(day, exceptions)).toBe(true)
        expect(officeDaysBetween(today, dayAfter(day, -1), exceptions)).toBe(count - 1)
      }
    }),
  )
})
