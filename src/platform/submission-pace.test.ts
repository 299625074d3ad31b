import { expect, test } from 'vitest'
import { SubmissionPace } from './submission-pace.ts'

const person = { session: 'hers', isMachine: false }
let now = 0
const aPace = () => new SubmissionPace(120, () => now)

/** How many of so many tries are taken, all at this moment. */
function taken(pace: SubmissionPace, sender: typeof person, tries: number): number {
  let count = 0
  for (let tried = 0; tried < tries; tried += 1)
    try {
      pace.take(sender)
      count += 1
    } catch {
      // Refused; the next one will be too.
    }
  return count
}

test('a script is stopped at a hundred and twenty, and gets one a second from then on', () => {
  const pace = aPace()
  expect(taken(pace, person, 500)).toBe(120)
  expect(() => pace.refuseIfFull(person)).toThrowError(
    expect.objectContaining({ code: 'too-many', key: 'error_sent_too_much', facts: { seconds: 1 } }),
  )
  now += 10_000
  expect(taken(pace, person, 500)).toBe(10)
  now += 120_000
  expect(taken(pace, person, 500)).toBe(120)
})

test('hours of quick work are never stopped, and one session does not hinder another', () => {
  const pace = aPace()
  for (let act = 0; act < 10_000; act += 1) {
    // Faster than anybody fills a form.
    now += 1_001
    pace.take(person)
  }
  expect(taken(pace, person, 500)).toBeGreaterThan(110)
  expect(taken(pace, { session: 'another’s', isMachine: false }, 500)).toBe(120)
})

test('a program sends in ten times as much', () => {
  const pace = aPace()
  const machine = { session: 'a program’s', isMachine: true }
  expect(taken(pace, machine, 5_000)).toBe(1_200)
  now += 1_000
  expect(taken(pace, machine, 5_000)).toBe(10)
})

test('what is remembered has an end, and whoever is sending is not forgotten for strangers', () => {
  const pace = aPace()
  for (let other = 0; other < 20_000; other += 1) {
    pace.take({ session: `session ${other}`, isMachine: false })
    if (other % 100 === 0 && other < 12_000) taken(pace, person, 1)
  }
  expect(taken(pace, person, 500)).toBe(120)
  for (let other = 0; other < 4_000; other += 1) pace.take({ session: `later ${other}`, isMachine: false })
  expect(taken(pace, person, 500)).toBe(0)
})
