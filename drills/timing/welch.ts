/** Whether two ways of refusing take the same time, as somebody who may ask as often as she likes could tell. */
export interface Comparison {
  /** Welch's t; beyond 4.5 either way the two can be told apart (dudect). */
  t: number
  samples: number
  medianMicroseconds: readonly [number, number]
}

/**
 * Slow outliers (the collector, another process) are cut at the same place for both, or their noise would hide a
 * difference: the 90th percentile of all.
 */
export function compareTimes(one: readonly number[], other: readonly number[]): Comparison {
  const cut = quantile([...one, ...other], 0.9)
  const [a, b] = [one, other].map((times) => moments(times.filter((time) => time <= cut))) as [
    Moments,
    Moments,
  ]
  const t = (a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count)
  return {
    t,
    samples: one.length + other.length,
    medianMicroseconds: [quantile(one, 0.5) * 1000, quantile(other, 0.5) * 1000],
  }
}

interface Moments {
  count: number
  mean: number
  variance: number
}

function moments(times: readonly number[]): Moments {
  const count = times.length
  const mean = times.reduce((sum, time) => sum + time, 0) / count
  const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / Math.max(1, count - 1)
  return { count, mean, variance }
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
