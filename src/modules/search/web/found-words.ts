import { m } from '../../../platform/words/words.ts'
import { formatEraDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { FoundCase, FoundDesk, FoundPerson, FoundRequest } from '../contract.ts'

/** One thing that was found, as the palette and the page show it. */
export interface FoundLine {
  key: string
  /** Null: there is nowhere to go. */
  to: string | null
  label: string
  details: string[]
}

type Words = Record<string, () => string>

const parts: Words = {
  client: m.search_part_client,
  child: m.search_part_child,
  companion: m.search_part_companion,
  counterpart: m.search_part_counterpart,
  relative: m.search_part_relative,
  contact: m.search_part_contact,
}
const nameKinds: Words = {
  legal: m.search_name_legal,
  used: m.search_name_used,
  maiden: m.search_name_maiden,
  pseudonym: m.search_name_pseudonym,
}
const statuses: Words = {
  open: m.cases_status_open,
  waiting: m.cases_status_waiting,
  closed: m.cases_status_closed,
}
const requestStates: Words = {
  proposed: m.requests_state_proposed,
  not_approved: m.requests_state_not_approved,
  sent: m.requests_state_sent,
  accepted: m.requests_state_accepted,
  asked_back: m.requests_state_asked_back,
  declined: m.requests_state_declined,
  answered: m.requests_state_answered,
  finished: m.requests_state_finished,
  withdrawn: m.requests_state_withdrawn,
}
const wordIn = (words: Words, code: string) => words[code]?.() ?? ''
const filled = (texts: readonly string[]) => texts.filter((text) => text !== '')

export function caseLine(found: FoundCase): FoundLine {
  return {
    key: `case-${found.caseId}`,
    to: `/cases/${found.caseId}`,
    label: filled([found.number, found.title]).join('\u3000') || m.search_no_title(),
    details: filled([found.name, wordIn(statuses, found.status)]),
  }
}

export function personLine(found: FoundPerson): FoundLine {
  const { consultation, otherName } = found
  return {
    key: `person-${found.personId}`,
    to: found.caseId ? `/cases/${found.caseId}` : consultation ? `/consultations/${consultation.id}` : null,
    label: found.name || m.search_no_name(),
    details: filled([
      wordIn(parts, found.part),
      found.kana,
      otherName ? m.search_other_name({ kind: wordIn(nameKinds, otherName.kind), name: otherName.name }) : '',
      found.birthDate ? formatEraDay(found.birthDate) : '',
      found.phone,
      found.caseNumber,
      consultation ? m.search_consulted_on({ day: formatShortDay(consultation.day) }) : '',
    ]),
  }
}

export function requestLine(found: FoundRequest): FoundLine {
  return {
    key: `request-${found.requestId}`,
    to: `/requests/${found.requestId}`,
    label: found.title || m.search_no_title(),
    details: filled([
      found.otherDesk,
      wordIn(requestStates, found.state),
      m.search_sent_on({ day: formatShortDay(found.sentOn) }),
    ]),
  }
}

export function deskLine(found: FoundDesk): FoundLine {
  return {
    key: `desk-${found.deskId}`,
    to: `/directory/desks/${found.deskId}`,
    label: found.name,
    details: filled([
      found.bodyName === found.name ? '' : found.bodyName,
      found.phone ? m.search_desk_phone({ phone: found.phone }) : '',
      found.extension ? m.search_desk_extension({ extension: found.extension }) : '',
      onDutyWords(found),
    ]),
  }
}

function onDutyWords({ onDuty }: FoundDesk): string {
  if (!onDuty) return ''
  const names = onDuty.names.join(m.search_and())
  if (names === '') return m.search_desk_nobody()
  return onDuty.more > 0
    ? m.search_desk_on_duty_more({ names, count: onDuty.more })
    : m.search_desk_on_duty({ names })
}
