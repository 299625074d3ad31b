import { expect, test } from 'vitest'
import { withLocale } from '../../platform/words/request-locale.ts'
import { closureIn } from './closure.ts'
import { usualHours } from './office-days.ts'

const usual = (exceptions: [string, boolean][] = []) => ({ ...usualHours, exceptions: new Map(exceptions) })

test('an open day is no closure', () => {
  expect(closureIn(usual(), '2026-11-27')).toBeNull()
  expect(closureIn(usual([['2026-11-28', true]]), '2026-11-28')).toBeNull()
})

test('a closed day says why, and when the office opens next', async () => {
  expect(closureIn(usual(), '2026-11-21')).toMatchObject({ because: 'weekend', opensOn: '2026-11-24' })
  expect(closureIn(usual([['2026-11-30', false]]), '2026-11-28')).toMatchObject({ opensOn: '2026-12-01' })
  expect(closureIn(usual(), '2026-12-30')).toMatchObject({ because: 'year-end', opensOn: '2027-01-04' })
  const onHoliday = await withLocale('ja', async () => closureIn(usual(), '2026-11-23'))
  expect(onHoliday).toEqual({
    because: 'holiday',
    holiday: '勤労感謝の日',
    opensOn: '2026-11-24',
    opensAt: '08:30',
  })
})

test('an office that closes every day has no next opening, and its pages still open', () => {
  const never = Array.from({ length: 500 }, (_, index): [string, boolean] => [
    new Date(Date.UTC(2026, 10, 28 + index)).toISOString().slice(0, 10),
    false,
  ])
  expect(closureIn(usual(never), '2026-11-28')).toMatchObject({ opensOn: null })
})
