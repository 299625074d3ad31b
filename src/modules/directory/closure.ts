import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { isAppError } from '../../platform/errors.ts'
import { officeCalendar } from './calendar-lookup.ts'
import { closedBecause, holidayName, nextOfficeDay, type OfficeCalendar } from './office-days.ts'

/** A day on which the office is closed: why, and when it opens next. */
export const Closure = z.object({
  because: z.enum(['weekend', 'holiday', 'year-end', 'exception']),
  holiday: z.string(),
  /** Null where no day of the coming year is open. */
  opensOn: z.string().nullable(),
  opensAt: z.string(),
})
export type Closure = z.output<typeof Closure>

/** Null = the office is open that day. */
export async function closureOn(tx: Tx, day: string): Promise<Closure | null> {
  return closureIn(await officeCalendar(tx, day), day)
}

export function closureIn({ exceptions, opensAt }: OfficeCalendar, day: string): Closure | null {
  const because = closedBecause(day, exceptions)
  if (!because) return null
  const holiday = because === 'holiday' ? holidayName(day) : ''
  return { because, holiday, opensOn: nextOpening(day, exceptions), opensAt }
}

function nextOpening(day: string, exceptions: OfficeCalendar['exceptions']): string | null {
  try {
    return nextOfficeDay(day, exceptions)
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
