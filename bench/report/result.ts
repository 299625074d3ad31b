/** One line of the printed table: something measured, and where there is a bar, the bar. */
export interface Line {
  workload: string
  measure: string
  unit: 'share' | 'ms' | 's' | 'MB' | 'kB' | 'times' | '/s' | 'µs' | '%'
  /** Null: could not be measured; `why` says so. */
  value: number | null
  bar?: { kind: 'at-least' | 'at-most'; limit: number }
  why?: string
  note?: string
}

export type Verdict = 'met' | 'missed' | 'not measured' | 'for information'

/** A figure that could not be taken meets nothing. */
export function verdictOf({ value, bar }: Line): Verdict {
  if (value === null || Number.isNaN(value)) return 'not measured'
  if (!bar) return 'for information'
  const isMet = bar.kind === 'at-least' ? value >= bar.limit : value <= bar.limit
  return isMet ? 'met' : 'missed'
}

export interface WorkloadResult {
  name: string
  lines: Line[]
  /** Everything behind the lines, for the history. */
  details: unknown
}
