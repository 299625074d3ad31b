import type { Tx } from '../../platform/db/tx.ts'
import { officeCalendar } from './calendar-lookup.ts'
import { dayAfter, japanDay, type OfficeCalendar, officeDaysBetween, officeDaysUpTo } from './office-days.ts'

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

/** Days further away than this count as this far. */
export const farthestApart = 800

/**
 * How far days lie from today in office days: ahead as above; past as a negative count of the days on which the office
 * was open since, that day itself included (0 = it has not been). `exceptions` begin as long ago as days may lie.
 */
export function officeDaysApart(
  exceptions: OfficeCalendar['exceptions'],
  today: string,
  days: readonly string[],
): Map<string, number> {
  const near = new Map(days.map((day) => [day, nearerOf(today, day)]))
  const sorted = [today, ...near.values()].sort()
  const first = sorted[0] ?? today
  const countedBy = officeDaysUpTo(dayAfter(first, -1), sorted.at(-1) ?? today, exceptions)
  const openUpTo = (day: string) => countedBy.get(day) ?? 0
  const apart = (day: string) => {
    if (day >= today) return openUpTo(day) - openUpTo(today)
    const open = openUpTo(dayAfter(today, -1)) - openUpTo(dayAfter(day, -1))
    return open > 0 ? -open : 0
  }
  return new Map([...near].map(([day, nearer]) => [day, apart(nearer)]))
}

function nearerOf(today: string, day: string): string {
  const [earliest, latest] = [dayAfter(today, -farthestApart), dayAfter(today, farthestApart)]
  if (day < earliest) return earliest
  return day > latest ? latest : day
}
