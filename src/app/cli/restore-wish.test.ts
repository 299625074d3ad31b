import { expect, test } from 'vitest'
import { momentOf, readRestore } from './restore-wish.ts'

test('a moment is the one on the wall of the office, unless an offset is named', () => {
  expect(momentOf(' 2026-04-01 10:00 ').toISOString()).toBe('2026-04-01T01:00:00.000Z')
  expect(momentOf('2026-04-01T10:00:30.5Z').toISOString()).toBe('2026-04-01T10:00:30.500Z')
  expect(momentOf('2026-04-01T10:00-03:30').toISOString()).toBe('2026-04-01T13:30:00.000Z')
})

test('a day that there is not is never taken for another one', () => {
  for (const typed of [
    '2026-02-30 10:00',
    '2026-04-31T10:00Z',
    '2026-13-01 10:00',
    '2026-04-01 25:00',
    'noon',
  ])
    expect(() => momentOf(typed), typed).toThrow('at-unreadable')
})

test('a file holds one moment only, and what nobody knows is written wrongly', () => {
  expect(readRestore(['backup.yrbk', '--to', 'there'])).toEqual({ file: 'backup.yrbk', to: 'there' })
  for (const operands of [['a', 'b'], ['a', '--at', '2026-04-01 10:00'], ['--until'], ['--at']])
    expect(readRestore(operands)).toBeUndefined()
})
