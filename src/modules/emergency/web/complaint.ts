import type { FormFailure } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

export const complaint = errorWords({
  emergency_day: m.emergency_day,
  emergency_nothing_whole: m.emergency_nothing_whole,
  emergency_reason_short: m.emergency_reason_short,
  emergency_reason_long: m.emergency_reason_long,
  emergency_refused_unreviewed: m.emergency_refused_unreviewed,
  emergency_verdict_missing: m.emergency_verdict_missing,
  emergency_gone: m.emergency_gone,
  emergency_desk_missing: m.emergency_desk_missing,
  emergency_act_absent: m.emergency_act_absent,
  emergency_act_own: m.emergency_act_own,
  emergency_act_stale: m.emergency_act_stale,
})

/** The one sentence that says why it was not done. */
export function problemIn(failure: FormFailure['failure'] | undefined): string | undefined {
  return failure ? complaint(Object.values(failure.fields)[0] ?? failure.key) : undefined
}
