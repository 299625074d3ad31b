import holidayJp from '@holiday-jp/holiday_jp'
import { AppError } from '../../platform/errors.ts'
import { getLocale } from '../../platform/words/locale.ts'

/** Days as YYYY-MM-DD in Japan; the library's own comparison of instants is wrong on a server in UTC. */
const holidays: Readonly<Record<string, { name: string; name_en: string } | undefined>> = holidayJp.holidays
const lastYearWithHolidays = Math.max(...Object.keys(holidays).map((day) => Number(day.slice(0, 4))))

export interface OfficeCalendar {
  /** What the tenant has set apart from the rule: open or closed after all. */
  exceptions: ReadonlyMap<string, boolean>
  /** HH:MM on an office day in Japan. */
  opensAt: string
  closesAt: string
}

export const usualHours = { opensAt: '08:30', closesAt: '17:15' } as const

export interface OfficeDeadline {
  /** The last office day, as a Japanese calendar day. */
  day: string
  /** When the office closes on that day. */
  endsAt: Date
  /** False = some of the days lie beyond the holidays we know: only weekends and the year's end were left out. */
  hasHolidayData: boolean
}

const japanOffset = 9 * 3_600_000

/** The Japanese calendar day of an instant. */
export function japanDay(instant: Date): string {
  return new Date(instant.getTime() + japanOffset).toISOString().slice(0, 10)
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function hasHolidayData(day: string): boolean {
  return Number(day.slice(0, 4)) <= lastYearWithHolidays
}

export type ClosedBecause = 'weekend' | 'holiday' | 'year-end' | 'exception'

/** Why the office is closed on a day; null = open. The tenant's own exceptions go before the rule. */
export function closedBecause(day: string, exceptions: ReadonlyMap<string, boolean>): ClosedBecause | null {
  const exception = exceptions.get(day)
  if (exception !== undefined) return exception ? null : 'exception'
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  if (weekday === 0 || weekday === 6) return 'weekend'
  const date = day.slice(5)
  if (date >= '12-29' || date <= '01-03') return 'year-end'
  return holidays[day] ? 'holiday' : null
}

export function holidayName(day: string): string {
  const found = holidays[day]
  return (getLocale() === 'ja' ? found?.name : found?.name_en) ?? ''
}

export function isOfficeDay(day: string, exceptions: ReadonlyMap<string, boolean> = new Map()): boolean {
  return closedBecause(day, exceptions) === null
}

/** A tenant that closes every day for years has made a mistake; it is told rather than waited for. */
const longestSearch = 400

export function nextOfficeDay(day: string, exceptions: ReadonlyMap<string, boolean>): string {
  let next = day
  for (let tried = 0; tried < longestSearch; tried++) {
    next = dayAfter(next)
    if (isOfficeDay(next, exceptions)) return next
  }
  throw new AppError('refused', 'directory_no_office_day')
}

/**
 * The one way in which office days are counted, ahead of a day and back to it: that day itself never counts, and every
 * later day on which the office is open counts one. So it makes no difference whether somebody asks on an open day, on a
 * Saturday or late in the evening: the first day is the next on which the office opens.
 */
export function officeDaysAfter(calendar: OfficeCalendar, from: Date, count: number): OfficeDeadline {
  let day = japanDay(from)
  for (let counted = 0; counted < count; counted++) day = nextOfficeDay(day, calendar.exceptions)
  return {
    day,
    endsAt: new Date(`${day}T${calendar.closesAt}:00+09:00`),
    hasHolidayData: hasHolidayData(day),
  }
}

/** Days further apart than this count as this far. */
const farthest = 800

/** The same count from the other end: how many office days lie after one day, up to and including a later one. */
export function officeDaysBetween(
  fromDay: string,
  toDay: string,
  exceptions: ReadonlyMap<string, boolean>,
): number {
  let count = 0
  let at = fromDay
  for (let walked = 0; at < toDay && walked < farthest; walked++) {
    at = dayAfter(at)
    if (isOfficeDay(at, exceptions)) count++
  }
  return count
}

/** How many office days lie after one day, up to and including each later one: all of a span in one walk. */
export function officeDaysUpTo(
  fromDay: string,
  toDay: string,
  exceptions: ReadonlyMap<string, boolean>,
): Map<string, number> {
  const counts = new Map([[fromDay, 0]])
  let count = 0
  for (let at = fromDay; at < toDay; ) {
    at = dayAfter(at)
    if (isOfficeDay(at, exceptions)) count++
    counts.set(at, count)
  }
  return counts
}

/** The national holidays of a calendar year, as far as they are known. */
export function holidaysOf(year: number): { day: string; name: string }[] {
  return Object.entries(holidays)
    .filter(([day]) => day.startsWith(`${year}-`))
    .map(([day]) => ({ day, name: holidayName(day) }))
}

/** The same date `count` months later; a month without that date ends it on its last day. */
export function monthsAfter(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, lastDate))).toISOString().slice(0, 10)
}
