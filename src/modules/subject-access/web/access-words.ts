import type { FormFailure } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { AccessState, Choice, ItemKind, Proof, Requester } from '../contract.ts'

export const requesterWords: Record<Requester, () => string> = {
  herself: m.access_requester_herself,
  legal_agent: m.access_requester_legal,
  mandated_agent: m.access_requester_mandated,
}
export const stateWords: Record<AccessState, () => string> = {
  received: m.access_state_received,
  identified: m.access_state_identified,
  decided: m.access_state_decided,
  given: m.access_state_given,
  refused: m.access_state_refused,
  withdrawn: m.access_state_withdrawn,
}
export const proofWords: Record<Proof, () => string> = {
  photo_id: m.access_proof_photo,
  two_papers: m.access_proof_two,
  family_register: m.access_proof_register,
  mandate: m.access_proof_mandate,
}
export const kindWords: Record<ItemKind, () => string> = {
  core: m.access_kind_core,
  safety: m.access_kind_safety,
  person: m.access_kind_person,
  whereabouts: m.access_kind_whereabouts,
  file: m.access_kind_file,
  consultation: m.access_kind_consultation,
  note: m.access_kind_note,
  decision: m.access_kind_decision,
  request: m.access_kind_request,
  disclosure: m.access_kind_disclosure,
  hands: m.access_kind_hands,
}
export const choiceWords: Record<Choice, () => string> = {
  disclose: m.access_choice_disclose,
  partly: m.access_choice_partly,
  withhold: m.access_choice_withhold,
}
const groundWords: Readonly<Record<number, () => string>> = {
  1: m.access_ground_1,
  2: m.access_ground_2,
  3: m.access_ground_3,
  5: m.access_ground_5,
  6: m.access_ground_6,
  7: m.access_ground_7,
}
export const groundWord = (ground: number | null) =>
  ground === null ? '' : (groundWords[ground]?.() ?? String(ground))

/** As every list of records on these pages calls it: what it is and of which day, nothing of what it says. */
export const recordName = (item: { kind: ItemKind; day: string }) =>
  `${kindWords[item.kind]()} ${formatShortDay(item.day, getLocale())}`

const complaint = errorWords({
  access_day_unreadable: m.access_day_unreadable,
  access_day_ahead: m.access_day_ahead,
  access_requester_missing: m.access_requester_missing,
  access_name_missing: m.access_name_missing,
  access_agent_missing: m.access_agent_missing,
  access_name_common: m.access_name_common,
  access_name_unsure: m.access_name_unsure,
  access_words_long: m.access_words_long,
  access_choice_missing: m.access_choice_missing,
  access_ground_missing: m.access_ground_missing,
  access_ground_without_need: m.access_ground_without_need,
  access_moved_on: m.access_moved_on,
  access_outcome_missing: m.access_outcome_missing,
  access_reason_missing: m.access_reason_missing,
  access_refused_added: m.access_refused_added,
  access_refused_changed_read: m.access_refused_changed_read,
  access_refused_changed_proposed: m.access_refused_changed_proposed,
  access_refused_changed_decided: m.access_refused_changed_decided,
  access_refused_unchanged: m.access_refused_unchanged,
  access_refused_end_own: m.access_refused_end_own,
  access_refused_end_unasked: m.access_refused_end_unasked,
  access_refused_no_case: m.access_refused_no_case,
  access_refused_opposing: m.access_refused_opposing,
  access_refused_not_hers: m.access_refused_not_hers,
  access_refused_other_agent: m.access_refused_other_agent,
  access_refused_identity: m.access_refused_identity,
  access_refused_register: m.access_refused_register,
  access_refused_mandate: m.access_refused_mandate,
  access_refused_ask_herself: m.access_refused_ask_herself,
  access_refused_not_proposed: m.access_refused_not_proposed,
  access_refused_not_whole: m.access_refused_not_whole,
  access_refused_second_person: m.access_refused_second_person,
  access_refused_extended: m.access_refused_extended,
  access_refused_late: m.access_refused_late,
  access_refused_too_many: m.access_refused_too_many,
  documents_refused_opposing: m.access_refused_opposing,
  documents_refused_unopenable: m.documents_refused_unopenable,
})

/** What a form came to: the fields that need another look, or the one sentence that says why not. */
export function useAccessAnswer() {
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  const failure = answer?.failure
  const fields = Object.entries(failure?.fields ?? {})
  return {
    intent: String(answer?.values?.intent ?? ''),
    done: answer?.done,
    isConflict: failure?.code === 'conflict',
    errors: fields.map(([id, key]) => ({ id, message: complaint(key) })),
    problem: failure && fields.length === 0 ? complaint(failure.key) : undefined,
    errorOf: (name: string) => {
      const key = failure?.fields[name]
      return key ? complaint(key) : undefined
    },
    typed: (name: string) => {
      const value = failure ? answer?.values?.[name] : undefined
      return typeof value === 'string' ? value : undefined
    },
  }
}
export type AccessAnswer = ReturnType<typeof useAccessAnswer>
