import { type Line, type Verdict, verdictOf } from './result.ts'

const digits: Record<Line['unit'], number> = {
  share: 2,
  ms: 2,
  s: 2,
  MB: 0,
  kB: 0,
  times: 2,
  '/s': 0,
  µs: 0,
  '%': 0,
}

/** Plain columns; no terminal is needed to read them. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.workload,
    line.measure,
    shownValue(line),
    barOf(line),
    verdictOf(line),
    line.why ?? line.note ?? '',
  ])
  const all = [['workload', 'measure', 'value', 'bar', 'verdict', ''], ...rows]
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  const text = all.map((row) =>
    row
      .map((cell, at) =>
        at === 2 || at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  return `${text.join('\n')}\n\n${countsOf(lines)}`
}

function shownValue({ value, unit }: Line): string {
  return value === null || Number.isNaN(value) ? '-' : withUnit(value, unit)
}

function withUnit(value: number, unit: Line['unit']): string {
  const number = value.toFixed(digits[unit])
  if (unit === 'share') return number
  return unit === 'times' ? `${number}x` : `${number} ${unit}`
}

function barOf({ bar, unit }: Line): string {
  if (!bar) return ''
  const limit =
    Number.isInteger(bar.limit) && unit !== 'share'
      ? `${bar.limit}${unit === 'times' ? 'x' : ` ${unit}`}`
      : withUnit(bar.limit, unit)
  return `${bar.kind === 'at-least' ? '≥' : '≤'} ${limit}`
}

function countsOf(lines: readonly Line[]): string {
  const verdicts = lines.map(verdictOf)
  const count = (wanted: Verdict) => verdicts.filter((one) => one === wanted).length
  return `Bars: ${count('met')} met, ${count('missed')} missed, ${count('disturbed')} disturbed, ${count('not measured')} not measured.`
}
