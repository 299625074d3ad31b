import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import {
  closedBecause,
  japanDay,
  type OfficeCalendar,
  type OfficeDeadline,
  officeDaysAfter,
  usualHours,
} from './office-days.ts'

export interface OfficeSetting {
  opensAt: string
  closesAt: string
  pledgeMonths: number
  windowCheckMonths: number
  rev: number
}

/** The tenant's setting; revision 0 = nobody has departed from the usual. */
export async function officeSetting(tx: Tx): Promise<OfficeSetting> {
  const row = await tx.selectFrom('office_setting').selectAll().executeTakeFirst()
  return {
    opensAt: row?.opens_at.slice(0, 5) ?? usualHours.opensAt,
    closesAt: row?.closes_at.slice(0, 5) ?? usualHours.closesAt,
    pledgeMonths: row?.pledge_months ?? 12,
    windowCheckMonths: row?.window_check_months ?? 6,
    rev: row?.rev ?? 0,
  }
}

/** The office's calendar from a Japanese day on. */
export async function officeCalendar(tx: Tx, fromDay: string): Promise<OfficeCalendar> {
  const [setting, exceptions] = await Promise.all([
    officeSetting(tx),
    tx
      .selectFrom('office_day')
      .select(['day', 'is_open'])
      .where('day', '>=', fromDay)
      .orderBy('day')
      .limit(1_000)
      .execute(),
  ])
  return {
    opensAt: setting.opensAt,
    closesAt: setting.closesAt,
    exceptions: new Map(exceptions.map((row) => [row.day, row.is_open])),
  }
}

export async function isOfficeDay(tx: Tx, day: string): Promise<boolean> {
  const { exceptions } = await officeCalendar(tx, day)
  return closedBecause(day, exceptions) === null
}

const mostDays = 250

/**
 * The deadline `count` office days (0–250) after an instant; the day itself does not count (`officeDaysAfter`).
 */
export async function addOfficeDays(tx: Tx, from: Date, count: number): Promise<OfficeDeadline> {
  if (!Number.isInteger(count) || count < 0 || count > mostDays) throw new AppError('invalid')
  return officeDaysAfter(await officeCalendar(tx, japanDay(from)), from, count)
}
