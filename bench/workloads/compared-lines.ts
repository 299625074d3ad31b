import type { Line } from '../report/result.ts'
import type { Compared, Comparison } from './compare.ts'

interface Bars {
  share?: number
  p50?: number
  p95?: number
}

/** The lines of a comparison: its share at ten connections, and what one person feels at one. */
export function comparedLines(workload: string, comparison: Comparison, bars: Bars): Line[] {
  const { 10: ten, 1: one } = comparison
  const line = (measure: string, unit: Line['unit'], value: number, more: Partial<Line> = {}): Line => ({
    workload,
    measure,
    unit,
    value,
    ...more,
  })
  return [
    line('share, 10 connections', 'share', ten.share.median, {
      others: ten.others,
      note: `${spreadOf(ten)}${disturbance(ten)}`,
      ...(bars.share === undefined ? {} : { bar: { kind: 'at-least', limit: bars.share } }),
    }),
    line('p50, 1 connection', 'ms', one.ours.p50, {
      others: one.others,
      note: `theirs ${one.theirs.p50.toFixed(2)}${disturbance(one)}`,
      ...(bars.p50 === undefined ? {} : { bar: { kind: 'at-most', limit: bars.p50 } }),
    }),
    line('p95, 1 connection', 'ms', one.ours.p95, {
      others: one.others,
      note: `theirs ${one.theirs.p95.toFixed(2)}`,
      ...(bars.p95 === undefined ? {} : { bar: { kind: 'at-most', limit: bars.p95 } }),
    }),
    line('requests, 10 connections', '/s', ten.ours.perSecond, {
      note: `theirs ${Math.round(ten.theirs.perSecond)}; p99 ${ten.ours.p99.toFixed(1)} ms`,
    }),
    line('core time, server + database', 'µs', ten.ours.serverMicros + ten.ours.databaseMicros, {
      note: `${cores(ten.ours)}; theirs ${cores(ten.theirs)}`,
    }),
  ]
}

const cores = ({ serverMicros, databaseMicros }: Compared['ours']) =>
  `${Math.round(serverMicros)} + ${Math.round(databaseMicros)}`

const spreadOf = ({ share }: Compared) => `${share.lowest.toFixed(2)} to ${share.highest.toFixed(2)}`

const disturbance = ({ disturbedRounds, rounds }: Compared) =>
  disturbedRounds === 0 ? '' : `; ${disturbedRounds} of ${rounds} rounds disturbed`
