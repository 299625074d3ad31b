import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, mondayOf, type RosterCells, rosterMark, rowsOf, weekFrom } from './roster-policy.ts'

const [a, b] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const members = new Set([a, b])
const days = weekFrom('2026-11-16')

test('a week begins on its Monday', () => {
  expect(['2026-11-16', '2026-11-20', '2026-11-22'].map(mondayOf)).toEqual(Array(3).fill('2026-11-16'))
  expect(days.at(-1)).toBe('2026-11-22')
})

test('what is filled in comes back as it was', () => {
  const cell = fc.constantFrom('duty' as const, 'absent' as const)
  const week = fc.dictionary(fc.constantFrom(...days), cell, { minKeys: 1 })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(a, b), week), (cells: RosterCells) => {
      const plain = JSON.parse(JSON.stringify(cells))
      expect(cellsOf(rowsOf(plain, members, days))).toEqual(plain)
    }),
  )
})

test('an absence with a cover is two rows, and comes back as one cell', () => {
  const cells: RosterCells = { [a]: { '2026-11-17': `absent:${b}` }, [b]: { '2026-11-17': 'duty' } }
  const rows = rowsOf(cells, members, days)
  expect(rows).toContainEqual({ userId: b, day: '2026-11-17', kind: 'cover', coversUserId: a })
  expect(cellsOf(rows)).toEqual(cells)
})

test('nobody is covered by herself, by somebody away, or by a stranger', () => {
  const on = (cell: `absent:${string}`, more: RosterCells = {}) =>
    rowsOf({ ...more, [a]: { '2026-11-17': cell } }, members, days)
  expect(() => on(`absent:${a}`)).toThrow('directory_roster_cover_away')
  expect(() => on(`absent:${b}`, { [b]: { '2026-11-17': 'absent' } })).toThrow('directory_roster_cover_away')
  expect(() => on('absent:33333333-3333-4333-8333-333333333333')).toThrow('directory_roster_not_member')
  expect(() => rowsOf({ [a]: { '2026-11-30': 'duty' } }, members, days)).toThrow()
})

test('the mark changes with the week, not with the order of its rows', () => {
  const rows = rowsOf({ [a]: { '2026-11-17': `absent:${b}` } }, members, days)
  expect(rosterMark([...rows].reverse())).toBe(rosterMark(rows))
  expect(rosterMark(rows.slice(1))).not.toBe(rosterMark(rows))
})
