import { nameOf } from '../../codes/words.ts'
import { m } from '../../platform/words/words.ts'
import type {
  CaseStatus,
  CaseView,
  NoteKind,
  ReviewQueue,
  SteadGround,
  StillOpenKind,
  TimelineKind,
  WaitingReason,
} from './codes.ts'

/** Browser-safe: the words for this module's own codes; those of `reference/codes` stand in `src/codes`. */

export function statusWord(code: CaseStatus): string {
  return { open: m.cases_status_open, waiting: m.cases_status_waiting, closed: m.cases_status_closed }[code]()
}

export function waitingWord(code: WaitingReason): string {
  return {
    own_decision: m.cases_waiting_own_decision,
    unreachable: m.cases_waiting_unreachable,
    agency_reply: m.cases_waiting_agency_reply,
  }[code]()
}

export function noteKindWord(code: string): string {
  const words: Record<NoteKind, () => string> = {
    contact: m.cases_note_contact,
    action: m.cases_note_action,
    agency_contact: m.cases_note_agency_contact,
    supervision: m.cases_note_supervision,
    judgement: m.cases_note_judgement,
    wish: m.cases_note_wish,
  }
  return words[code as NoteKind]?.() ?? code
}

export function timelineKindWord(code: TimelineKind): string {
  return {
    consultation: m.cases_kind_consultation,
    note: m.cases_kind_note,
    decision: m.cases_kind_decision,
    request: m.cases_kind_request,
    disclosure: m.cases_kind_disclosure,
    hands: m.cases_kind_hands,
  }[code]()
}

export function viewWord(code: CaseView): string {
  return {
    mine: m.cases_view_mine,
    desk: m.cases_view_desk,
    unassigned: m.cases_view_unassigned,
    quiet: m.cases_view_quiet,
    closed: m.cases_view_closed,
    'handed-over': m.cases_view_handed_over,
  }[code]()
}

export function queueWord(code: ReviewQueue): string {
  return {
    new: m.cases_queue_new,
    'high-risk': m.cases_queue_high_risk,
    unassigned: m.cases_view_unassigned,
    'overdue-review': m.cases_queue_overdue,
    quiet: m.cases_view_quiet,
    approvals: m.cases_queue_approvals,
    'to-see': m.cases_queue_to_see,
  }[code]()
}

export function partWord(code: string): string {
  const words: Record<string, () => string> = {
    client: m.cases_part_client,
    child: m.cases_part_child,
    companion: m.cases_part_companion,
    counterpart: m.cases_part_counterpart,
    relative: m.cases_part_relative,
    contact: m.cases_part_contact,
  }
  return words[code]?.() ?? code
}

export function placeWord(code: string): string {
  const words: Record<string, () => string> = {
    present_address: m.cases_place_present_address,
    registered_address: m.cases_place_registered_address,
    previous_address: m.cases_place_previous_address,
    workplace: m.cases_place_workplace,
    school: m.cases_place_school,
    clinic: m.cases_place_clinic,
  }
  return words[code]?.() ?? code
}

export function closingWord(code: string): string {
  return code === 'approved' ? m.cases_closing_approved() : nameOf('closing', code)
}

export function steadWord(code: string): string {
  const words: Record<SteadGround, () => string> = {
    roster: m.cases_stead_roster,
    absent: m.cases_stead_absent,
    unreachable: m.cases_stead_unreachable,
    urgent: m.cases_stead_urgent,
  }
  return words[code as SteadGround]?.() ?? code
}

export function stillOpenWord(code: StillOpenKind): string {
  return {
    request: m.cases_open_requests,
    consultation: m.cases_open_consultations,
    share: m.cases_open_shares,
    paper: m.cases_open_papers,
    promise: m.cases_open_promises,
  }[code]()
}

export function approvalKindWord(code: string): string {
  const words: Record<string, () => string> = {
    closing: m.cases_approval_closing,
    course: m.cases_approval_course,
    contact: m.cases_approval_contact,
    protection: m.cases_approval_protection,
    emergency: m.cases_approval_emergency,
    disclosure: m.cases_approval_disclosure,
  }
  return words[code]?.() ?? code
}

export function approvalWords(code: string, decidedBy: string): string {
  const [kind = '', state = '', mode = ''] = code.split('.')
  const what = approvalKindWord(kind)
  if (state === 'returned') return m.cases_event_approval_returned({ what, name: decidedBy })
  if (state === 'approved' && mode === 'in_stead')
    return m.cases_event_approval_in_stead({ what, name: decidedBy })
  if (state === 'approved') return m.cases_event_approval_approved({ what, name: decidedBy })
  return mode === 'afterwards'
    ? m.cases_event_approval_afterwards({ what })
    : m.cases_event_approval_asked({ what })
}

/** What happened, as one sentence. `about` is the name of the colleague or desk it concerns. */
export function eventWords(code: string, about: string): string {
  const [kind = '', state = ''] = code.split('.')
  const words: Record<string, () => string> = {
    opened: m.cases_event_opened,
    consultation_attached: m.cases_event_consultation_attached,
    assigned: () => m.cases_event_assigned({ name: about }),
    status_changed: () => m.cases_event_status_changed({ state: statusWord(state as CaseStatus) }),
    waiting_set: () => m.cases_event_waiting_set({ state: waitingWord(state as WaitingReason) }),
    risk_changed: () => m.cases_event_risk_changed({ state: nameOf('risk', state) }),
    core_changed: m.cases_event_core_changed,
    safety_changed: m.cases_event_safety_changed,
    person_added: () => m.cases_event_person_added({ part: partWord(state) }),
    person_changed: () => m.cases_event_person_changed({ part: partWord(state) }),
    whereabouts_recorded: () => m.cases_event_whereabouts_recorded({ place: placeWord(state) }),
    whereabouts_revealed: () => m.cases_event_whereabouts_revealed({ place: placeWord(state) }),
    attachment_added: m.cases_event_attachment_added,
    attachment_removed: m.cases_event_attachment_removed,
    original_opened: m.cases_event_original_opened,
    reviewed: m.cases_event_reviewed,
    transferred: () => m.cases_event_transferred({ name: about }),
    blocked: () => m.cases_event_blocked({ name: about }),
    block_lifted: () => m.cases_event_block_lifted({ name: about }),
    glass_broken: m.cases_event_glass_broken,
    closed: () => m.cases_event_closed({ why: closingWord(state) }),
    reopened: m.cases_event_reopened,
    merged: m.cases_event_merged,
    separated: m.cases_event_separated,
    request_sent: m.cases_event_request_sent,
    share_withdrawn: m.cases_event_share_withdrawn,
    keys_replaced: m.cases_event_keys_replaced,
  }
  return words[kind]?.() ?? kind
}
