import type { Tx } from '../../platform/db/tx.ts'
import { type Thresholds, usualThresholds } from './thresholds.ts'

export interface WatchSetting {
  namesInReport: boolean
  thresholds: Thresholds
  /** Nobody has chosen other figures than ours. */
  isOurs: boolean
}

export async function watchSetting(tx: Tx): Promise<WatchSetting> {
  const row = await tx.selectFrom('audit.watch_setting').selectAll().executeTakeFirst()
  if (!row) return { namesInReport: false, thresholds: { ...usualThresholds }, isOurs: true }
  return {
    namesInReport: row.names_in_report,
    isOurs: false,
    thresholds: {
      otherDays: row.other_days,
      usualTimes: row.usual_times,
      usualLeast: row.usual_least,
      hoursMargin: row.hours_margin,
      hoursLeast: row.hours_least,
      endedDays: row.ended_days,
      crowdPeople: row.crowd_people,
      refusedLeast: row.refused_least,
      leavingDays: row.leaving_days,
      leavingLeast: row.leaving_least,
    },
  }
}
