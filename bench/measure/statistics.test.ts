import { describe, expect, test } from 'vitest'
import { isDisturbed, median, othersPart, percentile, quantiles, shareOf } from './statistics.ts'

describe('percentiles', () => {
  test('the median of an odd and of an even number of rounds', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })

  test('lie between neighbours, sort numbers as numbers and leave the input as it was', () => {
    const given = [100, 9, 20]
    expect(percentile(given, 50)).toBe(20)
    expect(percentile(given, 75)).toBe(60)
    expect(percentile(given, 0)).toBe(9)
    expect(percentile(given, 100)).toBe(100)
    expect(given).toEqual([100, 9, 20])
  })

  test('of a hundred even steps', () => {
    const steps = Float64Array.from({ length: 101 }, (_, at) => at)
    expect(quantiles(steps)).toEqual({ p50: 50, p95: 95, p99: 99 })
  })

  test('of nothing are no number, and so meet no bar', () => {
    expect(percentile([], 50)).toBeNaN()
  })
})

describe('shares', () => {
  test('are taken round by round, so that a machine that slows down for both hurts neither', () => {
    expect(shareOf([100, 50, 10], [200, 100, 20])).toEqual({ median: 0.5, lowest: 0.5, highest: 0.5 })
  })

  test('show their spread', () => {
    expect(shareOf([30, 40, 50], [100, 100, 100])).toEqual({ median: 0.4, lowest: 0.3, highest: 0.5 })
  })

  test('skip a round in which the other did nothing', () => {
    expect(shareOf([10, 10], [0, 40]).median).toBe(0.25)
  })
})

describe('a disturbed round', () => {
  test('is one in which others had more than a tenth of the machine', () => {
    expect(othersPart({ available: 4, busy: 3.5, own: 3 })).toBeCloseTo(0.125)
    expect(isDisturbed(othersPart({ available: 4, busy: 3.5, own: 3 }))).toBe(true)
    expect(isDisturbed(othersPart({ available: 4, busy: 3.2, own: 3 }))).toBe(false)
  })

  test('clocks that tick coarsely make no negative part', () => {
    expect(othersPart({ available: 4, busy: 2.9, own: 3 })).toBe(0)
  })
})
