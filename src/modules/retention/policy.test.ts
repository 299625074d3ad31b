import { expect, test } from 'vitest'
import { fieldsText } from '../../platform/acts.ts'
import type { KeptKind } from './contract.ts'
import {
  effectiveOn,
  fieldsOfList,
  fieldsOfRules,
  isBeyondBackups,
  rulesOfFields,
  shortens,
  whyNotDue,
} from './policy.ts'

const due = { keepUntil: '2026-03-31', isHeld: false, isListed: false }

test('nothing is due before its last day is over, while it is held, or twice', () => {
  expect(whyNotDue(due, '2026-04-01')).toBeUndefined()
  expect(whyNotDue(due, '2026-03-31')).toBe('not-yet')
  expect(whyNotDue({ ...due, keepUntil: null }, '2026-04-01')).toBe('no-clock')
  expect(whyNotDue({ ...due, isHeld: true }, '2026-04-01')).toBe('held')
  expect(whyNotDue({ ...due, isListed: true }, '2026-04-01')).toBe('listed')
})

test('a destruction is effective when the last backup has run out, and no day earlier', () => {
  expect(effectiveOn('2026-11-28', 35)).toBe('2027-01-02')
  expect(isBeyondBackups('2027-01-02', '2027-01-01')).toBe(false)
  expect(isBeyondBackups('2027-01-02', '2027-01-02')).toBe(true)
})

test('what two agree to is this list and what is on it, in whatever order it was read', () => {
  const listId = 'c0000000-0000-4000-8000-000000000001'
  const one = { kind: 'case' as KeptKind, recordId: 'a0000000-0000-4000-8000-000000000001', version: '1' }
  const other = {
    kind: 'consultation' as KeptKind,
    recordId: 'a0000000-0000-4000-8000-000000000002',
    version: '1',
  }
  const names = [Buffer.from('aa', 'hex'), Buffer.from('bb', 'hex')]
  const fields = fieldsOfList(listId, [one, other], names)
  expect(fieldsOfList(listId, [other, one], names.toReversed())).toEqual(fields)
  for (const items of [
    [one],
    [one, { ...other, kind: 'case' as KeptKind }],
    [one, { ...other, version: '2' }],
    [other],
  ])
    expect(fieldsOfList(listId, items, names)).not.toEqual(fields)
  for (const others of [[], names.slice(1), [...names, Buffer.from('cc', 'hex')]])
    expect(fieldsOfList(listId, [one, other], others)).not.toEqual(fields)
  // The list's id stands last: the database finds it there.
  expect(
    fieldsText(fields)
      .split(';')
      .map((pair) => pair.split('=')[0]),
  ).toEqual(['counterparts_head', 'counterparts_tail', 'items_head', 'items_tail', 'list_id'])
  expect(Object.values(fields).every((value) => /^[0-9A-Za-z-]{1,40}$/.test(value))).toBe(true)
})

test('each figure that gets smaller, and counting from the day, is shorter; anything longer is not', () => {
  const now = {
    caseYears: 5,
    consultationYears: 5,
    childAge: 20,
    countsFrom: 'fiscal_year',
    backupDays: 35,
  } as const
  expect(shortens(now, now)).toBe(false)
  for (const name of ['caseYears', 'consultationYears', 'childAge', 'backupDays'] as const) {
    expect(shortens({ ...now, [name]: now[name] - 1 }, now)).toBe(true)
    expect(shortens({ ...now, [name]: now[name] + 1 }, now)).toBe(false)
    // Longer elsewhere makes it no better.
    expect(shortens({ ...now, caseYears: 99, [name]: now[name] - 1 }, now)).toBe(true)
  }
  const fromDay = { ...now, countsFrom: 'day' } as const
  expect([shortens(fromDay, now), shortens(now, fromDay)]).toEqual([true, false])
  expect(rulesOfFields(fieldsOfRules(fromDay, 7))).toEqual({ rules: fromDay, rev: 7 })
  expect(Object.values(fieldsOfRules(now, 0)).every((value) => /^[0-9A-Za-z-]{1,40}$/.test(value))).toBe(true)
})
