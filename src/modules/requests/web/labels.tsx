import { m } from '../../../platform/words/words.ts'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { means, RequestState, requestKinds } from '../items.ts'
import { requestStateWord } from '../state-words.ts'

const tones: Readonly<Record<RequestState, StatusTone>> = {
  proposed: 'waiting',
  not_approved: 'closed',
  sent: 'attention',
  accepted: 'active',
  asked_back: 'waiting',
  declined: 'closed',
  answered: 'done',
  finished: 'done',
  withdrawn: 'closed',
}

export function RequestStateLabel({ state }: { state: RequestState }) {
  return <StatusLabel tone={tones[state]}>{requestStateWord(state)}</StatusLabel>
}

interface DueFacts {
  isOverdue: boolean
  isUrgent: boolean
  daysLeft: number | null
}

/** How long there is: in working days, and in a word that nobody overlooks when it is late. */
export function DueLabel({ isOverdue, isUrgent, daysLeft }: DueFacts) {
  if (isOverdue)
    return <StatusLabel tone="urgent">{m.requests_due_overdue({ days: -(daysLeft ?? 0) })}</StatusLabel>
  if (daysLeft === null) return null
  if (isUrgent) return <StatusLabel tone="urgent">{m.requests_due_urgent()}</StatusLabel>
  if (daysLeft === 0) return <StatusLabel tone="attention">{m.requests_due_today()}</StatusLabel>
  return (
    <StatusLabel tone={daysLeft <= 1 ? 'attention' : 'waiting'}>
      {m.requests_due_left({ days: daysLeft })}
    </StatusLabel>
  )
}

export const kindWords: Readonly<Record<(typeof requestKinds)[number], () => string>> = {
  information: m.requests_kind_information,
  procedure: m.requests_kind_procedure,
  interview: m.requests_kind_interview,
  accompaniment: m.requests_kind_accompaniment,
  protection: m.requests_kind_protection,
  watch: m.requests_kind_watch,
  other: m.requests_kind_other,
}

export const meansWords: Readonly<Record<(typeof means)[number], () => string>> = {
  hand: m.requests_means_hand,
  telephone: m.requests_means_telephone,
  fax: m.requests_means_fax,
  post: m.requests_means_post,
  in_person: m.requests_means_in_person,
}
