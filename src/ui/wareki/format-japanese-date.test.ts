import { expect, test } from 'vitest'
import {
  dayOf,
  formatDateTime,
  formatDay,
  formatEraDay,
  formatListDay,
  formatShortDateTime,
  formatShortDay,
} from './format-japanese-date.ts'
import { parseJapaneseDate } from './parse-japanese-date.ts'

test('a day reads in the Japanese era with its weekday', () => {
  expect(formatDay('2026-11-21')).toBe('令和8年11月21日（土）')
  expect(formatDay('2019-05-01')).toBe('令和元年5月1日（水）')
  expect(formatDay('2026-11-21', 'en')).toBe('Sat, 21 Nov 2026')
  expect(formatShortDay('2026-11-21')).toBe('R8.11.21')
  expect(formatShortDay('2019-05-01')).toBe('R1.5.1')
})

test('an instant is shown as the day and hour it is in Japan', () => {
  const lateEvening = new Date('2026-11-20T15:30:00Z')
  expect(dayOf(lateEvening)).toBe('2026-11-21')
  expect(formatDateTime(lateEvening)).toBe('令和8年11月21日（土） 00:30')
  expect(formatShortDateTime(lateEvening)).toBe('R8.11.21 00:30')
})

test('in English the days of fields and lists are western ones', () => {
  expect(formatShortDay('2026-11-21', 'en')).toBe('21 Nov 2026')
  expect(formatEraDay('2026-11-21', 'en')).toBe('21 November 2026')
  expect(formatListDay('2026-11-21', 'ja')).toBe('R8.11.21（土）')
  expect(formatListDay('2026-11-21', 'en')).toBe('Sat, 21 Nov 2026')
})

test('what we write can be read back', () => {
  for (const day of [
    '1912-07-29',
    '1912-07-30',
    '1926-12-24',
    '1926-12-25',
    '1989-01-07',
    '1989-01-08',
    '2019-05-01',
  ]) {
    for (const locale of ['ja', 'en'] as const)
      for (const write of [formatEraDay, formatShortDay, formatListDay])
        expect(parseJapaneseDate(write(day, locale))).toBe(day)
  }
})
