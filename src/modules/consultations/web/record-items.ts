import { nameOf } from '../../../codes/words.ts'
import { dotted, listed, spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { formatDay, formatListDay } from '../../../ui/wareki/format-japanese-date.ts'
import { ageOn, contactSentence, warningsOf } from '../../people/codes.ts'
import type { PersonCard } from '../../people/contract.ts'
import type { BlankField, ConsultationRecord, Counted } from '../contract.ts'
import { sensitiveName } from './sheet-situation.tsx'

/** A record as what was asked and what was answered; what nobody asked is left out. Pure. */
export interface Said {
  term: string
  text: string
}

export interface RecordSeen {
  record: ConsultationRecord
  /** Null where an early version did not keep it. */
  counted: Counted | null
  card: PersonCard | null
}

type Item = Said | null

export type RecordPart =
  | 'safe'
  | 'moment'
  | 'contact'
  | 'person'
  | 'complaint'
  | 'violence'
  | 'outcome'
  | 'sealed'

export const partTitles: Readonly<Record<RecordPart, () => string>> = {
  safe: m.consultations_section_safe_contact,
  moment: m.consultations_section_moment,
  contact: m.consultations_section_contact,
  person: m.consultations_section_person,
  complaint: m.consultations_section_complaint,
  violence: m.consultations_section_violence,
  outcome: m.consultations_section_outcome,
  sealed: m.consultations_section_sealed,
}

const parts: Readonly<Record<RecordPart, (seen: RecordSeen) => Item[]>> = {
  safe,
  moment,
  contact,
  person,
  complaint,
  violence,
  outcome,
  sealed,
}

export function saidIn(part: RecordPart, seen: RecordSeen): Said[] {
  return parts[part](seen).filter((item) => item !== null)
}

/** What an earlier version said otherwise than the one after it. */
export function saidOtherwise(earlier: RecordSeen, later: RecordSeen): Said[] {
  return (Object.keys(parts) as RecordPart[]).flatMap((part) => {
    const now = new Map(saidIn(part, later).map(({ term, text }) => [term, text]))
    const before = saidIn(part, earlier)
    const gone = before.filter(({ term, text }) => now.get(term) !== text)
    const added = [...now.keys()]
      .filter((term) => !before.some((one) => one.term === term))
      .map((term) => ({ term, text: m.consultations_not_written() }))
    // Without its columns an early version cannot tell what was added to them.
    return earlier.counted || part === 'outcome' ? [...gone, ...added] : gone
  })
}

const text = (term: string, words: string | null | undefined): Item => (words ? { term, text: words } : null)
const asked = (term: string, code: string): Item =>
  code === 'not_asked' ? null : { term, text: nameOf('answer', code) }

/** What she said, else why it is blank. */
function orBlank(term: string, words: string | undefined, field: BlankField, { record }: RecordSeen): Item {
  if (words) return { term, text: words }
  const reason = record.blanks[field]
  return reason && reason !== 'not_asked' ? { term, text: nameOf('blank', reason) } : null
}

function safe(seen: RecordSeen): Item[] {
  const plan = seen.record.safeContact
  return [
    orBlank(m.consultations_section_safe_contact(), contactSentence(plan), 'safeContact', seen),
    text(m.consultations_safe_never_label(), spaced(warningsOf(plan.never))),
    text(m.consultations_safe_check_again(), plan.checkAgainOn ? formatListDay(plan.checkAgainOn) : ''),
  ]
}

/** Stands at the head of the page; among the parts only where a correction changed it. */
function moment({ record, counted }: RecordSeen): Item[] {
  return [
    counted && text(m.consultations_day(), formatDay(counted.day, getLocale())),
    text(m.consultations_time(), record.time),
    counted && text(m.consultations_minutes(), counted.minutes === null ? '' : String(counted.minutes)),
    counted && text(m.consultations_channel(), nameOf('channel', counted.channel)),
  ]
}

function contact(seen: RecordSeen): Item[] {
  const { record, counted } = seen
  const { kind, name, relation, agency, phone } = record.caller
  const isSelf = kind === 'self' || kind === 'not_asked'
  return [
    isSelf ? null : text(m.consultations_caller(), spaced([nameOf('caller', kind), name, relation, agency])),
    isSelf || name ? null : orBlank(m.consultations_caller_name(), '', 'callerName', seen),
    text(m.consultations_caller_phone(), phone),
    asked(m.consultations_is_first(), record.isFirst),
    counted?.countedAs === 'liaison'
      ? text(m.consultations_counted_as(), m.consultations_counted_liaison())
      : null,
    counted && counted.route !== 'not_asked'
      ? text(m.consultations_route(), nameOf('route', counted.route))
      : null,
    orBlank(m.consultations_place(), record.place, 'place', seen),
  ]
}

function person(seen: RecordSeen): Item[] {
  const { record, counted, card } = seen
  const kana = card?.names.map((name) => `${name.familyKana} ${name.givenKana}`.trim())
  const born = card?.birthDate
  const age = born && counted ? m.consultations_age_on_day({ years: ageOn(counted.day, born) }) : ''
  return [
    text(m.consultations_kana(), listed(kana ?? [])),
    card?.names.length ? null : orBlank(m.consultations_blank_name(), '', 'name', seen),
    orBlank(
      m.consultations_birth_date(),
      born ? spaced([formatDay(born, getLocale()), age]) : '',
      'birthDate',
      seen,
    ),
    born || !counted || counted.ageBand === 'not_asked'
      ? null
      : text(m.consultations_age_band(), nameOf('ageBand', counted.ageBand)),
    counted && counted.sex !== 'not_asked' ? text(m.consultations_sex(), nameOf('sex', counted.sex)) : null,
    orBlank(
      m.consultations_phone(),
      listed(card?.phones.map(({ number, note }) => dotted([number, note])) ?? []),
      'phone',
      seen,
    ),
    orBlank(
      m.consultations_languages(),
      listed(record.languages.map((code) => nameOf('language', code))),
      'languages',
      seen,
    ),
    record.interpreter === 'not_asked'
      ? null
      : text(m.consultations_interpreter(), nameOf('need', record.interpreter)),
    orBlank(m.consultations_access_needs(), record.accessNeeds, 'accessNeeds', seen),
  ]
}

function complaint({ record, counted }: RecordSeen): Item[] {
  const complaints = record.difficulties.map((code) => nameOf('difficulty', code))
  return [
    text(m.consultations_complaint(), nameOf('chiefComplaint', record.chiefComplaint)),
    counted && counted.relation !== 'not_asked'
      ? text(m.consultations_relation(), nameOf('relation', counted.relation))
      : null,
    text(m.consultations_difficulties(), listed(complaints)),
    counted && counted.urgency !== 'not_asked'
      ? text(m.consultations_urgency(), nameOf('urgency', counted.urgency))
      : null,
    text(m.consultations_urgency_reason(), record.urgencyReason),
    asked(m.consultations_children_present(), record.childrenPresent),
  ]
}

function violence({ record }: RecordSeen): Item[] {
  const unknown = () => nameOf('blank', 'unknown')
  return [
    record.violence.length > 0 && record.violenceTold === 'yes'
      ? null
      : asked(m.consultations_violence_told(), record.violenceTold),
    ...record.violence.map((one) => {
      const span = one.first || one.last ? `${one.first || unknown()} → ${one.last || unknown()}` : ''
      return { term: nameOf('violence', one.type), text: [span, one.text].filter(Boolean).join('\n') }
    }),
  ]
}

function outcome(seen: RecordSeen): Item[] {
  const { record } = seen
  const { on, at, by, note } = record.nextContact
  return [
    orBlank(m.consultations_wish(), record.wish, 'wish', seen),
    text(m.consultations_advice(), record.advice),
    text(m.consultations_actions(), listed(record.actions.map((code) => nameOf('action', code)))),
    text(m.consultations_action_note(), record.actionNote),
    text(m.consultations_next(), spaced([on && `${formatListDay(on)} ${at}`.trim(), !on && at, by, note])),
    asked(m.consultations_consent_asked(), record.consentAsked),
    text(m.consultations_consent_to(), record.consentTo),
  ]
}

function sealed(seen: RecordSeen): Item[] {
  const { record, counted } = seen
  const { sensitive } = record
  return [
    counted && counted.riskLevel !== 'not_assessed'
      ? text(m.consultations_risk(), nameOf('risk', counted.riskLevel))
      : null,
    text(m.consultations_risk_reason(), record.riskReason),
    text(m.consultations_reassess_by(), record.reassessBy ? formatListDay(record.reassessBy) : ''),
    ...(['sexualViolence', 'pregnancy', 'disability'] as const).map((field) =>
      asked(sensitiveName(field), sensitive[field]),
    ),
    orBlank(m.consultations_nationality(), sensitive.nationality, 'nationality', seen),
    text(
      m.consultations_counterpart_name(),
      spaced([record.counterpartName.name, record.counterpartName.kana]),
    ),
    orBlank(m.consultations_counterpart(), record.counterpart, 'counterpart', seen),
  ]
}
