/**
 * Whether two answers that must look alike also take alike. Both are asked for in turn, in a random order within each
 * turn, so that whatever else the machine does falls on both; the slowest tenth of either is left out (dudect's cropping).
 * Welch's t: beyond ±4.5 they can be told apart.
 */
export interface Apart {
  t: number
  rounds: number
  medians: readonly [number, number]
}

export async function timeApart(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  rounds: number,
): Promise<Apart> {
  const taken: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const order = Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const)
    for (const which of order) {
      const begin = process.hrtime.bigint()
      await (which === 0 ? first : second)()
      taken[which].push(Number(process.hrtime.bigint() - begin) / 1e6)
    }
  }
  const [one, other] = [cropped(taken[0]), cropped(taken[1])]
  return { t: welch(one, other), rounds, medians: [median(one), median(other)] }
}

function cropped(times: readonly number[]): number[] {
  return times.toSorted((a, b) => a - b).slice(0, Math.ceil(times.length * 0.9))
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function welch(one: readonly number[], other: readonly number[]): number {
  const spread = Math.sqrt(variance(one) / one.length + variance(other) / other.length)
  return spread === 0 ? 0 : (mean(one) - mean(other)) / spread
}

function mean(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length
}

function variance(times: readonly number[]): number {
  const middle = mean(times)
  return times.reduce((sum, time) => sum + (time - middle) ** 2, 0) / (times.length - 1)
}
