import { parseArgs } from 'node:util'

/** Takes its options, prints its figures, and answers whether everything held. */
export type Drill = (options: string[]) => Promise<boolean>

/** `--cycles N` and the like. */
export function countIn(options: string[], name: string, usual: number): number {
  const { values } = parseArgs({ args: options, options: { [name]: { type: 'string' } } })
  const count = Number(values[name] ?? usual)
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} must be a whole number from 1`)
  return count
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const ms = (value: number) => `${Math.round(value)} ms`

export interface Figure {
  what: string
  found: number | string
  /** Undefined where the figure is only told. */
  holds?: boolean
}

/** A table of figures; true when none of them fails. */
export function tell(figures: readonly Figure[]): boolean {
  const width = Math.max(...figures.map(({ what }) => what.length))
  for (const { what, found, holds } of figures) {
    const mark = holds === undefined ? '' : holds ? '  ok' : '  FAILED'
    console.log(`${what.padEnd(width)}  ${String(found).padStart(10)}${mark}`)
  }
  return figures.every(({ holds }) => holds !== false)
}

export const mustBeNone = (what: string, found: number): Figure => ({ what, found, holds: found === 0 })
