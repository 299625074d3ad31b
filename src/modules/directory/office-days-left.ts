import type { Tx } from '../../platform/db/tx.ts'
import { officeCalendar } from './calendar-lookup.ts'
import { dayAfter, isOfficeDay, japanDay } from './office-days.ts'

const farthest = 366

/**
 * Office days from now until each of the days: 0 = that very day (or the last office day before it is today), negative =
 * calendar days past. Days more than a year away count as far.
 */
export async function officeDaysLeft(
  tx: Tx,
  from: Date,
  days: readonly string[],
): Promise<Map<string, number>> {
  const today = japanDay(from)
  const { exceptions } = await officeCalendar(tx, today)
  return new Map(days.map((day) => [day, countTo(day)]))

  function countTo(day: string): number {
    if (day < today) return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
    let count = 0
    let at = today
    for (let walked = 0; at < day && walked < farthest; walked++) {
      at = dayAfter(at)
      if (isOfficeDay(at, exceptions)) count++
    }
    return count
  }
}

/**
 * How far days lie from today in office days: ahead as above; past as a negative count of the days on which the office
 * was open since, that day itself included (0 = it has not been). Days further away than a year count as a year.
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
  const isPast = day < today
  let count = 0
  let at = isPast ? day : dayAfter(today)
  for (let walked = 0; (isPast ? at < today : at <= day) && walked < farthest; walked++) {
    if (isOfficeDay(at, exceptions)) count++
    at = dayAfter(at)
  }
  return isPast && count > 0 ? -count : count
}
