import { expect, test } from 'vitest'
import { FindingBook } from './findings.ts'
import { lateAfter, TimeWatch } from './time-watch.ts'

/** Lines as they are sealed: minutes at which their hashes were made, and what they say themselves where that differs. */
const start = Date.parse('2026-11-29T00:00:00Z')
const minutes = (count: number) => start + count * 60_000

type Given = number | 'untimed' | null | [madeAt: number, at: number]

function told(...lines: Given[]) {
  const book = new FindingBook()
  const watch = new TimeWatch(book)
  lines.forEach((line, seq) => {
    if (Array.isArray(line)) watch.take({ seq, at: minutes(line[1]) }, minutes(line[0]))
    else if (typeof line === 'number') watch.take({ seq, at: minutes(line) }, minutes(line))
    else watch.take({ seq, at: start }, line)
  })
  watch.finish()
  return book.findings
}

const hour = lateAfter / 60_000
const day = 24 * 60

test('what a slow act wrote holds, until the hour is over', () => {
  expect(told(0, 10, 10 - hour, 20, 5)).toEqual([])
  expect(told(0, 10, 9 - hour, 20)).toMatchObject([{ seq: 2, last: 2, count: 1 }])
})

test('a line by hand is told whatever moment it says', () => {
  const late = { kind: 'writing-late', seq: 1, last: 1, count: 1 }
  expect(told(day, [5, 5], day)).toMatchObject([late])
  expect(told(day, [5, day], day)).toEqual([
    { ...late, madeAt: '2026-11-29T00:05:00.000Z', behind: '2026-11-30T00:00:00.000Z', behindSeq: 0 },
  ])
  // Where nothing was written since, what it says of itself.
  expect(told(0, [5, day])).toMatchObject([late])
  expect(told(0, [5, Number.POSITIVE_INFINITY])).toMatchObject([late])
})

test('several are told together, and steps of less than an hour lead nowhere', () => {
  expect(told(day, 5, 6, 7, day)).toMatchObject([{ seq: 1, last: 3, count: 3 }])
  expect(told(day, day - 50, day - 100, day - 150, day)).toMatchObject([{ seq: 2, last: 3, count: 2 }])
  expect(told(day, 5, day, 6, day)).toMatchObject([{ seq: 1 }, { seq: 3 }])
})

test('a clock that was ahead is told once, and hides nothing that is put in before its time has come', () => {
  expect(told(0, 1, day, day + 1, 4, 5, 100, 1000, day + 2)).toMatchObject([{ seq: 4, last: 7, count: 4 }])
  expect(told(0, day, 4, 5, 300, 7, 301)).toMatchObject([
    { seq: 2, last: 4, count: 3 },
    { seq: 5, last: 5, count: 1 },
  ])
})

test('the line that is of the later time is named beside those that are of before it: either may be the one that was put in', () => {
  // Made while the clock was a day ahead, and put in after it had been put back.
  expect(told(0, day, day + 5, 10, 11, day + 1, 12, 13)).toMatchObject([
    { seq: 3, last: 4, behindSeq: 2 },
    { seq: 6, last: 7, behindSeq: 5 },
  ])
  expect(told(0, [5, day])).toMatchObject([{ seq: 1, behindSeq: null }])
})

test('clocks that the database takes side by side accuse nobody', () => {
  const apart = 49
  expect(told(...Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? at : at + apart)))).toEqual([])
})

test('one without a time counts before the first with one, and nowhere else', () => {
  expect(told(null, 'untimed', 'untimed', 0, 1)).toEqual([])
  expect(told('untimed', 0, 'untimed', 1)).toEqual([{ kind: 'writing-untimed', seq: 2 }])
})
