import { expect, test } from 'vitest'
import { answersFor, type DutyRow, dutyOf, holdersOf } from './duty-policy.ts'

const members = ['a', 'b', 'c'].map((userId) => ({ userId, name: userId, role: 'desk_worker' }))
const row = (userId: string, kind: string, coversUserId: string | null = null): DutyRow => ({
  userId,
  kind,
  coversUserId,
})
const present = (rows: DutyRow[]) => dutyOf(members, rows).present.map((one) => one.userId)

test('without a roster everybody is there who is not away', () => {
  expect(present([])).toEqual(['a', 'b', 'c'])
  expect(present([row('b', 'absent')])).toEqual(['a', 'c'])
})

test('with a roster only those on it are there, and the cover of whoever is away', () => {
  expect(present([row('a', 'duty')])).toEqual(['a'])
  const duty = dutyOf(members, [row('a', 'duty'), row('b', 'absent'), row('c', 'cover', 'b')])
  expect(duty.present).toMatchObject([
    { userId: 'a', coversUserId: null },
    { userId: 'c', coversUserId: 'b' },
  ])
  expect(duty.absent).toMatchObject([{ userId: 'b', coveredBy: 'c' }])
})

test('a cover who is away herself, or who covers nobody absent, is not called', () => {
  expect(present([row('a', 'duty'), row('b', 'absent'), row('c', 'cover', 'b'), row('c', 'absent')])).toEqual(
    ['a'],
  )
  expect(present([row('a', 'duty'), row('c', 'cover', 'b')])).toEqual(['a'])
})

test('when all are away nobody is there, and whoever is no member never is', () => {
  expect(present(members.map((member) => row(member.userId, 'absent')))).toEqual([])
  expect(present([row('stranger', 'duty')])).toEqual([])
})

test('the work of an absent colleague is hers who stands in, or everybody\u2019s who is there', () => {
  const covered = dutyOf(members, [row('b', 'absent'), row('c', 'cover', 'b')])
  expect(answersFor('c', [covered])).toEqual(['c', 'b'])
  expect(answersFor('a', [covered])).toEqual(['a'])
  expect(answersFor('b', [covered])).toEqual(['b'])

  const alone = dutyOf(members, [row('a', 'absent'), row('b', 'absent')])
  expect(answersFor('c', [alone])).toEqual(['c', 'a', 'b'])
  // Whoever is away herself takes on nobody's work.
  expect(answersFor('b', [alone])).toEqual(['b'])
  expect(answersFor('d', [])).toEqual(['d'])
})

test('somebody is away only where the roster says so: not being on duty is no absence', () => {
  const led = [
    ...members,
    { userId: 'm', name: 'm', role: 'manager' },
    { userId: 'n', name: 'n', role: 'manager' },
  ]
  const managers = (rows: DutyRow[]) => holdersOf(dutyOf(led, rows), 'manager')
  expect(managers([row('a', 'duty')])).toEqual({ userIds: ['m', 'n'], areAllAway: false })
  expect(managers([row('m', 'absent')]).areAllAway).toBe(false)
  expect(managers([row('m', 'absent'), row('n', 'absent'), row('a', 'cover', 'm')]).areAllAway).toBe(true)
  expect(holdersOf(dutyOf(members, []), 'manager')).toEqual({ userIds: [], areAllAway: false })
})
