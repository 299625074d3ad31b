import { isDisturbed } from '../measure/statistics.ts'

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
  /** What part of the machine somebody else had while it was measured. */
  others?: number
}

export type Verdict = 'met' | 'missed' | 'disturbed' | 'not measured' | 'for information'

/** A figure that could not be taken meets nothing, and one taken beside other people's work says nothing. */
export function verdictOf({ value, bar, others = 0 }: Line): Verdict {
  if (value === null || Number.isNaN(value)) return 'not measured'
  if (!bar) return 'for information'
  if (isDisturbed(others)) return 'disturbed'
  const isMet = bar.kind === 'at-least' ? value >= bar.limit : value <= bar.limit
  return isMet ? 'met' : 'missed'
}

export interface WorkloadResult {
  name: string
  lines: Line[]
  /** Everything behind the lines, for the history. */
  details: unknown
}

/** A workload that failed; the run goes on and ends with an error. */
export function withoutFigure(name: string, error: unknown): WorkloadResult {
  process.exitCode = 1
  const why = error instanceof Error ? error.message : String(error)
  return {
    name,
    lines: [{ workload: name, measure: '', unit: 'ms', value: null, why }],
    details: null,
  }
}
