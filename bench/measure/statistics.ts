/** The arithmetic of the benchmark; pure. */

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** Nearest rank between neighbours, so that a handful of values has a median that lies between the middle two. */
export function percentile(values: readonly number[] | Float64Array, percent: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  const place = ((sorted.length - 1) * percent) / 100
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

export interface Quantiles {
  p50: number
  p95: number
  p99: number
}

export function quantiles(values: readonly number[] | Float64Array): Quantiles {
  return { p50: percentile(values, 50), p95: percentile(values, 95), p99: percentile(values, 99) }
}

export interface Share {
  median: number
  lowest: number
  highest: number
}

/** Round by round, because the machine is not the same in every one; the two of one round stood beside each other. */
export function shareOf(ours: readonly number[], theirs: readonly number[]): Share {
  const shares = ours.flatMap((value, at) => {
    const other = theirs[at]
    return other === undefined || other === 0 ? [] : [value / other]
  })
  return { median: median(shares), lowest: Math.min(...shares), highest: Math.max(...shares) }
}

/** More than this of all cores spent on somebody else's work makes a round worth nothing. */
export const disturbedFrom = 0.1

export interface Spent {
  /** Seconds by the clock, times cores. */
  available: number
  /** Core seconds of the whole machine, idle time left out. */
  busy: number
  /** Core seconds of the benchmark and everything it started. */
  own: number
}

/** What part of the machine others had in the meantime. */
export function othersPart({ available, busy, own }: Spent): number {
  return available <= 0 ? 0 : Math.min(1, Math.max(0, (busy - own) / available))
}

export function isDisturbed(others: number): boolean {
  return others > disturbedFrom
}
