import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Looks } from './looks.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** What is looked at, and when after the page was opened, if it rings at these moments (all in milliseconds). */
async function looksUntil(endsAt: number, rings: number[], lookTakes = 0): Promise<[string, number][]> {
  const [looks, begunAt] = [new Looks(), performance.now()]
  const seen: [string, number][] = []
  void (async () => {
    for (;;) {
      seen.push([await looks.next(), Math.round(performance.now() - begunAt)])
      if (lookTakes > 0) await new Promise((resolve) => setTimeout(resolve, lookTakes))
    }
  })()
  for (const at of rings) setTimeout(() => looks.ring(), at)
  await vi.advanceTimersByTimeAsync(endsAt)
  return [...seen]
}

test('a ring moves no beat', async () => {
  const still = await looksUntil(180_100, [])
  expect(still).toEqual([
    ['beat', 60_000],
    ['beat', 120_000],
    ['beat', 180_000],
  ])
  const rung = await looksUntil(180_100, [7, 30_250, 59_900, 60_010, 119_499, 120_000])
  expect(rung.filter(([why]) => why === 'beat')).toEqual(still)
})

test('a ring is looked at with the next half second; several at once, and one at the beat, are one look', async () => {
  expect(await looksUntil(60_100, [7, 20, 499, 30_250, 59_900])).toEqual([
    ['rung', 500],
    ['rung', 30_500],
    ['beat', 60_000],
  ])
})

test('one ring does not put off what the next one tells', async () => {
  const alone = await looksUntil(20_000, [10_300])
  expect(alone).toEqual([['rung', 10_500]])
  for (const before of [9_600, 10_001, 10_290]) {
    const seen = await looksUntil(20_000, [before, 10_300], 40)
    expect(seen.at(-1)).toEqual(['rung', 10_500])
  }
})

test('a ring during a look is not lost, and beats that a slow look missed are not made up for', async () => {
  expect(await looksUntil(10_000, [100, 550], 100)).toEqual([
    ['rung', 500],
    ['rung', 1_000],
  ])
  expect(await looksUntil(250_000, [59_000], 130_000)).toEqual([
    ['rung', 59_500],
    ['beat', 189_500],
  ])
})
