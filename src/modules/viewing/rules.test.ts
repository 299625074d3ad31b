import { expect, test } from 'vitest'
import type { CaseDay, Look, OfficeHours, Opening } from './facts.ts'
import { crowd, ended, hours, leaving, more, others, refused } from './rules.ts'
import { usualThresholds } from './thresholds.ts'
import { Untold } from './told.ts'

const nothingTold = new Untold([])
/** A Wednesday, in Japan. */
const at = (time: string, xid: number, day = '2026-04-01'): Opening => ({
  at: new Date(`${day}T${time}:00+09:00`),
  xid,
})
const count = (many: number) => Array.from({ length: many }, (_, index) => index)

function aLook(more: Partial<Look> = {}): Look {
  return {
    userId: 'sato',
    recordId: 'case-1',
    caseId: 'case-1',
    deskId: 'hub',
    openings: [at('10:00', 1)],
    relates: false,
    endedAt: null,
    onDuty: false,
    ...more,
  }
}
const office: OfficeHours = {
  opensAt: '08:30',
  closesAt: '17:15',
  isOpenOn: (day) => day !== '2026-04-04',
}

const days = (many: number): CaseDay[] =>
  count(many).map((index) => ({
    userId: 'sato',
    caseId: 'case-1',
    day: `2026-03-2${index}`,
    ...at('10:00', 10 + index, `2026-03-2${index}`),
  }))

test('others: the same strange case on three days; not on two, and not her own', () => {
  expect(others([aLook()], days(2), usualThresholds, nothingTold)).toEqual([])
  expect(others([aLook({ relates: true })], days(5), usualThresholds, nothingTold)).toEqual([])
  expect(others([aLook()], days(3), usualThresholds, nothingTold)).toMatchObject([
    { rule: 'others', userId: 'sato', caseId: 'case-1', deskId: 'hub', times: 3, lastXid: 12, withIds: [] },
  ])
})

const manyLooks = (many: number, more: Partial<Look> = {}) =>
  count(many).map((index) =>
    aLook({ recordId: `r${index}`, caseId: null, openings: [at('11:00', 100 + index)], ...more }),
  )

test('more: measured by her own usual day, and a newcomer by the least alone', () => {
  const usual = [{ userId: 'sato', usual: 8, days: 20 }]
  expect(more(manyLooks(23), usual, usualThresholds, nothingTold)).toEqual([])
  expect(more(manyLooks(24), usual, usualThresholds, nothingTold)).toMatchObject([
    { rule: 'more', times: 24, caseId: null, lastXid: 123 },
  ])
  expect(more(manyLooks(14), [], usualThresholds, nothingTold)).toEqual([])
  expect(more(manyLooks(15), [], usualThresholds, nothingTold)).toHaveLength(1)
  // Four days are no habit yet.
  expect(
    more(manyLooks(15), [{ userId: 'sato', usual: 8, days: 4 }], usualThresholds, nothingTold),
  ).toHaveLength(1)
  expect(
    more(
      manyLooks(15).map((look, index) => ({ ...look, userId: `p${index}` })),
      [],
      usualThresholds,
      nothingTold,
    ),
  ).toEqual([])
})

test.each([
  ['10:30', '2026-04-01', false],
  ['06:30', '2026-04-01', false],
  ['06:29', '2026-04-01', true],
  ['19:15', '2026-04-01', false],
  ['19:16', '2026-04-01', true],
  ['00:10', '2026-04-01', true],
  ['12:00', '2026-04-04', true],
])('hours: %s on %s is outside: %s', (time, day, isOdd) => {
  const looks = manyLooks(3, { openings: [at(time, 5, day)] })
  expect(hours(looks, office, usualThresholds, nothingTold)).toHaveLength(isOdd ? 1 : 0)
  expect(hours(looks.slice(1), office, usualThresholds, nothingTold)).toEqual([])
  expect(
    hours(manyLooks(3, { openings: [at(time, 5, day)], onDuty: true }), office, usualThresholds, nothingTold),
  ).toEqual([])
})

test('ended: seven days after a case was closed or given away, once is enough', () => {
  const endedAt = new Date('2026-03-25T10:00:00+09:00')
  expect(ended([aLook({ endedAt, openings: [at('09:59', 1)] })], usualThresholds, nothingTold)).toEqual([])
  expect(ended([aLook({ endedAt, openings: [at('10:00', 1)] })], usualThresholds, nothingTold)).toMatchObject(
    [{ rule: 'ended', times: 1, caseId: 'case-1' }],
  )
  expect(ended([aLook()], usualThresholds, nothingTold)).toEqual([])
})

test('crowd: five of one desk at one case of others; who has to do with it is not counted', () => {
  const people = (many: number, more: Partial<Look> = {}) =>
    count(many).map((index) => aLook({ userId: `p${index}`, openings: [at('10:00', 50 + index)], ...more }))
  expect(crowd(people(4), usualThresholds, nothingTold)).toEqual([])
  expect(
    crowd([...people(4), aLook({ userId: 'hers', relates: true })], usualThresholds, nothingTold),
  ).toEqual([])
  expect(
    crowd([...people(4), aLook({ userId: 'far', deskId: 'other' })], usualThresholds, nothingTold),
  ).toEqual([])
  expect(crowd(people(5), usualThresholds, nothingTold)).toMatchObject([
    { rule: 'crowd', userId: 'p4', withIds: ['p0', 'p1', 'p2', 'p3'], times: 5, lastXid: 54 },
  ])
})

test('refused: eight within an hour; eight over a day are none', () => {
  const dense = count(8).map((index) => at(`10:0${index}`, index + 1))
  expect(
    refused([{ userId: 'sato', deskId: null, openings: dense.slice(1) }], usualThresholds, nothingTold),
  ).toEqual([])
  expect(
    refused([{ userId: 'sato', deskId: null, openings: dense }], usualThresholds, nothingTold),
  ).toMatchObject([{ rule: 'refused', times: 8 }])
  const thin = count(8).map((index) => at(`1${index}:00`, index + 1))
  expect(refused([{ userId: 'sato', deskId: null, openings: thin }], usualThresholds, nothingTold)).toEqual(
    [],
  )
})

test('leaving: ten different cases of others in the last week, the same one twice counts once', () => {
  const last = (many: number) =>
    count(many).map((index) => ({
      userId: 'sato',
      deskId: 'hub',
      caseId: `c${index % 10}`,
      ...at('10:00', index),
    }))
  expect(leaving(last(9), usualThresholds, nothingTold)).toEqual([])
  expect(leaving(last(12), usualThresholds, nothingTold)).toMatchObject([{ rule: 'leaving', times: 10 }])
})

test('what was told is not told again, and what is new alone does not reach the figure', () => {
  const told = (rule: 'more' | 'crowd', caseId: string | null, lastXid: number) =>
    new Untold([{ rule, userId: 'sato', caseId, deskId: 'hub', lastXid }])
  expect(more(manyLooks(15), [], usualThresholds, told('more', null, 114))).toEqual([])
  expect(more(manyLooks(20), [], usualThresholds, told('more', null, 114))).toEqual([])
  expect(more(manyLooks(30), [], usualThresholds, told('more', null, 114))).toMatchObject([{ times: 15 }])
  // Of another rule, it says nothing.
  expect(more(manyLooks(15), [], usualThresholds, told('crowd', null, 999))).toHaveLength(1)
  // A crowd is told by its case and desk, whoever was the last of it; another desk's is its own.
  const people = count(5).map((index) => aLook({ userId: `p${index}`, openings: [at('10:00', 50 + index)] }))
  expect(crowd(people, usualThresholds, told('crowd', 'case-1', 54))).toEqual([])
  const elsewhere = people.map((look) => ({ ...look, deskId: 'other' }))
  expect(crowd(elsewhere, usualThresholds, told('crowd', 'case-1', 54))).toMatchObject([
    { deskId: 'other', times: 5 },
  ])
})
