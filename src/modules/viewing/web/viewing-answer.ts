import type { FormFailure } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

const complaint = errorWords({
  viewing_day_unreadable: m.viewing_day_unreadable,
  viewing_days_turned: m.viewing_days_turned,
  viewing_copy_safe_needed: m.viewing_copy_safe_needed,
  viewing_answer_missing: m.viewing_answer_missing,
  viewing_note_missing: m.viewing_note_missing,
  viewing_note_long: m.viewing_note_long,
  viewing_alert_gone: m.viewing_alert_gone,
  viewing_trap_number: m.viewing_trap_number,
  viewing_trap_none: m.viewing_trap_none,
  viewing_trap_gone: m.viewing_trap_gone,
  viewing_setting_bad_number: m.viewing_setting_bad_number,
  viewing_setting_names_missing: m.viewing_setting_names_missing,
  documents_refused_opposing: m.documents_refused_opposing,
  documents_refused_unopenable: m.documents_refused_unopenable,
})

/** What a form of this module came to: the fields that need another look, or the one sentence that says why not. */
export function useViewingAnswer() {
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  const failure = answer?.failure
  const fields = Object.entries(failure?.fields ?? {})
  return {
    intent: String(answer?.values?.intent ?? ''),
    values: failure ? (answer?.values ?? {}) : {},
    done: answer?.done,
    errors: fields.map(([id, key]) => ({ id, message: complaint(key) })),
    problem: failure && fields.length === 0 ? complaint(failure.key) : undefined,
    errorOf: (name: string) => {
      const key = failure?.fields[name]
      return key ? complaint(key) : undefined
    },
  }
}
