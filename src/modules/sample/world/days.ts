import { isOfficeDay } from '../../directory/office-days.ts'
import type { Dice } from './dice.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** A moment of a Japanese calendar day ("2026-11-20", "10:25") as an instant. */
export function instantOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+09:00`)
}

export function dayOf(instant: number): string {
  return new Date(instant + 9 * 3_600_000).toISOString().slice(0, 10)
}

/** The hour and minute in Japan. */
export function timeOf(instant: number): string {
  return new Date(instant + 9 * 3_600_000).toISOString().slice(11, 16)
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}

export function minutesAfter(instant: number, minutes: number): number {
  return instant + minutes * minuteMs
}

/** The first of April before last: two fiscal years, the present one included. */
export function firstDayOfStory(today: string): string {
  const year = Number(today.slice(0, 4)) - (today.slice(5) >= '04-01' ? 0 : 1)
  return `${year - 1}-04-01`
}

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** A working day between two days. Now and then a Saturday: the hub answers then too. */
export function workingDay(dice: Dice, from: string, to: string): string {
  const span = Math.max(0, daysBetween(from, to))
  for (let tried = 0; tried < 20; tried++) {
    const day = daysAfter(from, dice.between(0, span))
    if (isOfficeDay(day) || (weekday(day) === 6 && dice.chance(0.12))) return day
  }
  return from
}

/** The day on which the office was open so many times before: 1 = the last office day before this one. */
export function officeDayBack(day: string, count: number): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = daysAfter(at, -1)
    if (isOfficeDay(at)) left -= 1
  }
  return at
}

/** Where office life has come to: today once it has begun, else the last day on which the office was open. */
export function latestOfficeDay(now: number): string {
  const today = dayOf(now)
  return isOfficeDay(today) && now > instantOf(today, '09:40') ? today : officeDayBack(today, 1)
}

/** Some moment of an office day, always a while before the present one. */
export function officeMoment(dice: Dice, day: string, now: number): number {
  const at = instantOf(day, timeInOffice(dice))
  if (at < now - 10 * minuteMs) return at
  const opens = instantOf(day, '08:40')
  const span = now - 10 * minuteMs - opens
  return span > 0
    ? minutesAfter(opens, Math.floor((span / minuteMs) * dice.next()))
    : officeMoment(dice, officeDayBack(day, 1), now)
}

/** Later days count more: the last weeks are the fullest, as they are in memory and on the pages. */
export function recentDay(dice: Dice, from: string, to: string): string {
  if (dice.chance(0.14)) return workingDay(dice, daysAfter(to, -20), to)
  const span = daysBetween(from, to)
  const skewed = Math.floor(span * dice.next() ** 0.72)
  return workingDay(
    dice,
    daysAfter(from, Math.max(0, skewed - 3)),
    daysAfter(from, Math.min(span, skewed + 3)),
  )
}

const twoDigits = (count: number) => String(count).padStart(2, '0')

function timeInOffice(dice: Dice): string {
  return `${twoDigits(dice.pick([9, 10, 10, 11, 11, 13, 13, 14, 14, 15, 15, 16]))}:${twoDigits(dice.between(2, 58))}`
}

/** Office hours mostly; some calls in the evening. */
export function timeOfCall(dice: Dice): string {
  if (dice.chance(0.06)) return `${dice.between(18, 19)}:${twoDigits(dice.between(0, 11) * 5)}`
  const hour = dice.pick([9, 9, 10, 10, 10, 11, 11, 13, 13, 14, 14, 15, 15, 16, 16])
  return `${twoDigits(hour)}:${twoDigits(dice.between(0, 59))}`
}

/** "R8.11.3": as offices write a day. Only from Reiwa 2 on. */
export function wareki(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return `R${year - 2018}.${month}.${date}`
}

export function japaneseDay(day: string): string {
  const [, month = 0, date = 0] = day.split('-').map(Number)
  return `${month}月${date}日`
}
