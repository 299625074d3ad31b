import { expect, test } from 'vitest'
import {
  caseNumber,
  fiscalYearOf,
  isQuiet,
  maySeeApproval,
  mayStandIn,
  needsReasonToLeaveOpen,
  ourCaseRules,
  ourRetentionRules,
  retainUntil,
  whyCannotClose,
  whyCannotDecide,
  whyCannotSetRisk,
  yearsAfter,
} from './policy.ts'
import { cursorOf, cursorText, mergeNewest } from './timeline.ts'

test('a number is counted by fiscal year, which ends with March', () => {
  expect([fiscalYearOf('2027-03-31'), fiscalYearOf('2027-04-01')]).toEqual([2026, 2027])
  expect(caseNumber(fiscalYearOf('2026-11-21'), 123)).toBe('R8-0123')
})

test('records are kept five years, and with a child until she is twenty-five', () => {
  const byDay = { ...ourCaseRules, countsFrom: 'day' } as const
  expect(retainUntil('2026-11-21', [], byDay)).toBe('2031-11-21')
  expect(retainUntil('2026-11-21', ['2020-02-29', null, '2004-01-01'], byDay)).toBe('2045-02-28')
  expect(retainUntil('2026-11-21', ['1999-01-01'], byDay)).toBe('2031-11-21')
  expect(yearsAfter('2024-02-29', 4)).toBe('2028-02-29')
})

test('by document rules the years begin with the next fiscal year, for a child too', () => {
  const rules = { ...ourCaseRules, countsFrom: ourRetentionRules.countsFrom }
  expect(retainUntil('2027-03-31', [], rules)).toBe('2032-03-31')
  expect(retainUntil('2027-04-01', [], rules)).toBe('2033-03-31')
  expect(retainUntil('2027-04-01', ['2020-04-01'], rules)).toBe('2046-03-31')
  expect(retainUntil('2027-04-01', ['2020-03-31'], rules)).toBe('2045-03-31')
})

test('a case is quiet after thirty days, unless it is closed; a closed one asks for nothing', () => {
  const now = new Date('2026-11-21T03:00:00Z')
  const moved = (days: number) => new Date(now.getTime() - days * 86_400_000)
  expect(isQuiet({ status: 'open', movedAt: moved(30) }, now, ourCaseRules)).toBe(false)
  expect(isQuiet({ status: 'waiting', movedAt: moved(31) }, now, ourCaseRules)).toBe(true)
  expect(isQuiet({ status: 'closed', movedAt: moved(400) }, now, ourCaseRules)).toBe(false)
})

test('each refusal names its reason', () => {
  expect(whyCannotSetRisk('high', null, '2026-11-21')).toBe('reassess-by-missing')
  expect(whyCannotSetRisk('low', '2026-11-20', '2026-11-21')).toBe('reassess-by-past')
  expect(whyCannotSetRisk('extreme', '2026-11-21', '2026-11-21')).toBeUndefined()
  expect(whyCannotClose({ status: 'closed', riskLevel: 'low' })).toBe('already-closed')
  expect(whyCannotClose({ status: 'waiting', riskLevel: 'extreme' })).toBe('risk-extreme')
  const asked = { state: 'asked', askedBy: 'a', mode: 'regular', decidedBy: null }
  expect(whyCannotDecide(asked, 'a')).toBe('own-request')
  expect(whyCannotDecide(asked, 'b')).toBeUndefined()
  expect(whyCannotDecide({ ...asked, state: 'approved' }, 'b')).toBe('already-decided')
})

test('merged lists keep one order; the cursor survives the address bar and anything hostile begins anew', () => {
  const entry = (day: string, second: number, id: string) => ({ day, at: new Date(second * 1000), id })
  const { entries, next } = mergeNewest(
    [
      [entry('2026-11-21', 5, 'a'), entry('2026-11-19', 9, 'b')],
      [entry('2026-11-21', 5, 'c'), entry('2026-11-20', 1, 'd')],
    ],
    3,
  )
  expect(entries.map((one) => one.id)).toEqual(['c', 'a', 'd'])
  expect(next?.id).toBe('d')
  const cursor = { day: '2026-11-21', at: new Date(1_700_000_000_123), id: crypto.randomUUID() }
  expect(cursorOf(cursorText(cursor) ?? '')).toEqual(cursor)
  for (const hostile of ['', "' or 1=1", '2026-13-45_1_x', `2026-99-99_5_${cursor.id}`])
    expect(cursorOf(hostile)).toBeNull()
})

test('nobody looks at her own afterwards, and at what was decided in stead only a manager', () => {
  const done = { state: 'approved', mode: 'in_stead', askedBy: 'a', decidedBy: 'b', seenBy: null }
  const may = (userId: string, role: string) => maySeeApproval(done, { userId, role })
  expect([may('m', 'manager'), may('s', 'supervisor')]).toEqual([true, false])
  expect([may('a', 'manager'), may('b', 'manager')]).toEqual([false, false])
  expect(maySeeApproval({ ...done, seenBy: 'm' }, { userId: 'n', role: 'manager' })).toBe(false)
  expect([
    mayStandIn('supervisor', ['m']),
    mayStandIn('manager', ['m']),
    mayStandIn('supervisor', []),
  ]).toEqual([true, false, false])
})

test('what another desk owes, or nobody has read, is not left open without a word why', () => {
  expect(needsReasonToLeaveOpen(['request'])).toBe(true)
  expect(needsReasonToLeaveOpen(['share', 'consultation'])).toBe(true)
  expect(needsReasonToLeaveOpen(['share', 'paper', 'promise'])).toBe(false)
})
