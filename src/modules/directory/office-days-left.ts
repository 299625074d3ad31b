import type { Tx } from '../../platform/db/tx.ts'
import { officeCalendar } from './calendar-lookup.ts'
import { dayAfter, japanDay, officeDaysBetween } from './office-days.ts'

/**
 * Office days from now until each of the days: 0 = that very day (or the last office day before it is today), negative =
 * calendar days past.
 */
export async function officeDaysLeft(
  tx: Tx,
  from: Date,
  days: readonly string[],
): Promise<Map<string, number>> {
  const today = japanDay(from)
  const { exceptions } = await officeCalendar(tx, today)
  return new Map(
    days.map((day) => [
      day,
      day < today ? calendarDaysPast(today, day) : officeDaysBetween(today, day, exceptions),
    ]),
  )
}

function calendarDaysPast(today: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
}

/**
 * How far days lie from today in office days: ahead as above; past as a negative count of the days on which the office
 * was open since, that day itself included (0 = it has not been).
 */
export async function officeDaysApart(
  tx: Tx,
  today: string,
  days: readonly string[],
): Promise<Map<string, number>> {
  const first = [today, ...days].sort()[0] ?? today
  const { exceptions } = await officeCalendar(tx, first)
  return new Map(days.map((day) => [day, apart(today, day, exceptions)]))
}

function apart(today: string, day: string, exceptions: ReadonlyMap<string, boolean>): number {
  if (day >= today) return officeDaysBetween(today, day, exceptions)
  const open = officeDaysBetween(dayAfter(day, -1), dayAfter(today, -1), exceptions)
  return open > 0 ? -open : 0
}
