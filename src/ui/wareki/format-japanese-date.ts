import { getLocale, type Locale } from '../../platform/words/locale.ts'

/** A Japanese calendar day, `YYYY-MM-DD`. */
export type Day = string

const TOKYO = 'Asia/Tokyo'
const ERA_CALENDAR = 'ja-JP-u-ca-japanese'

// A day has no time zone; it is formatted at its own midnight UTC so that no zone can move it.
const inUtc = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })

const long = inUtc(ERA_CALENDAR, { era: 'long', year: 'numeric', month: 'long', day: 'numeric' })
const narrow = inUtc(ERA_CALENDAR, { era: 'narrow', year: 'numeric', month: 'numeric', day: 'numeric' })
const weekday = inUtc('ja-JP', { weekday: 'short' })
const englishWeekday = inUtc('en-GB', { weekday: 'short' })
const english = inUtc('en-GB', { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' })
const englishShort = inUtc('en-GB', { year: 'numeric', month: 'short', day: 'numeric' })
const englishLong = inUtc('en-GB', { year: 'numeric', month: 'long', day: 'numeric' })
const clock = new Intl.DateTimeFormat('ja-JP', {
  timeZone: TOKYO,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const tokyoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: TOKYO })

const midnight = (day: Day) => new Date(`${day}T00:00:00Z`)

/** The day it is in Japan at this instant. */
export function dayOf(instant: Date): Day {
  return tokyoDay.format(instant)
}

/** As a person writes it in a field: era, year, month, day; in English the western day. */
export function formatEraDay(day: Day, locale: Locale = getLocale()): string {
  return (locale === 'ja' ? long : englishLong).format(midnight(day))
}

/** Era day with its weekday in brackets; in English the western day. */
export function formatDay(day: Day, locale: Locale = 'ja'): string {
  const at = midnight(day)
  return locale === 'ja' ? `${long.format(at)}（${weekday.format(at)}）` : english.format(at)
}

/** For tight places: R8.11.21; in English 21 Nov 2026. */
export function formatShortDay(day: Day, locale: Locale = getLocale()): string {
  if (locale !== 'ja') return englishShort.format(midnight(day))
  const parts = Object.fromEntries(
    narrow.formatToParts(midnight(day)).map(({ type, value }) => [type, value]),
  )
  const year = Number.isNaN(Number(parts.year)) ? '1' : parts.year
  return `${parts.era}${year}.${parts.month}.${parts.day}`
}

/** Where one plans by the week, lists for one: R8.11.21（土）. */
export function formatListDay(day: Day, locale: Locale = getLocale()): string {
  if (locale !== 'ja') return formatDay(day, locale)
  return `${formatShortDay(day, locale)}（${formatWeekday(day, locale)}）`
}

/** Hours and minutes in Japan, 24-hour. */
export function formatTime(instant: Date): string {
  return clock.format(instant)
}

export function formatDateTime(instant: Date, locale: Locale = 'ja'): string {
  return `${formatDay(dayOf(instant), locale)} ${formatTime(instant)}`
}

export function formatShortDateTime(instant: Date, locale: Locale = getLocale()): string {
  return `${formatShortDay(dayOf(instant), locale)} ${formatTime(instant)}`
}

/** The weekday's short name. */
export function formatWeekday(day: Day, locale: Locale = 'ja'): string {
  return (locale === 'ja' ? weekday : englishWeekday).format(midnight(day))
}
