import type { FormFailure } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

export const complaint = errorWords({
  retention_error_figure: m.retention_error_figure,
  retention_error_reason: m.retention_error_reason,
  retention_error_long: m.retention_error_long,
  retention_error_ground: m.retention_error_ground,
  retention_error_day: m.retention_error_day,
  retention_error_keep_past: m.retention_error_keep_past,
  retention_error_none: m.retention_error_none,
  retention_error_many: m.retention_error_many,
  retention_rules_changed: m.retention_rules_changed,
  retention_rules_two: m.retention_rules_two,
  retention_rules_alone: m.retention_rules_alone,
  retention_refused_changed: m.retention_refused_changed,
  retention_refused_held: m.retention_refused_held,
  retention_refused_unagreed: m.retention_refused_unagreed,
  retention_refused_empty: m.retention_refused_empty,
  retention_act_absent: m.retention_act_absent,
  retention_act_own: m.retention_act_own,
  retention_act_stale: m.retention_act_stale,
})

/** What a form was answered, as its page says it: field by field, or in one sentence. */
export function problemsOf(failure: FormFailure['failure'] | undefined) {
  const errors = Object.entries(failure?.fields ?? {}).map(([id, key]) => ({ id, message: complaint(key) }))
  return { errors, problem: failure && errors.length === 0 ? complaint(failure.key) : undefined }
}

export function errorAt(failure: FormFailure['failure'] | undefined, name: string): string | undefined {
  const key = failure?.fields[name]
  return key ? complaint(key) : undefined
}
