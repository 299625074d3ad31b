import type { ReactNode } from 'react'
import { nameOf } from '../../../codes/words.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ConsultationRecord } from '../contract.ts'
import type { OpenedConsultation } from '../shapes.ts'
import { sensitiveName } from './sheet-situation.tsx'

interface SideProps {
  found: OpenedConsultation
  record: ConsultationRecord
}

/** Her wishes, what was advised and done, and when we speak again: beside her story, not in the margin. */
export function RecordOutcome({ record }: { record: ConsultationRecord }) {
  return <Part title={m.consultations_section_outcome()} items={outcomeItems(record)} />
}

type Item = { term: string; detail: ReactNode } | null

/** What was asked and answered, part by part; what nobody asked is left out. */
export function RecordSide({ found, record }: SideProps) {
  return (
    <aside className="record-side">
      <Part title={m.consultations_section_person()} items={personItems({ found, record })} />
      <Part title={m.consultations_section_complaint()} items={complaintItems({ found, record })} />
      <Part title={m.consultations_section_violence()} items={violenceItems(record)} />
      <Part title={m.consultations_section_sealed()} items={sealedItems({ found, record })} />
    </aside>
  )
}

function Part({ title, items }: { title: string; items: readonly Item[] }) {
  const known = items.filter((item) => item !== null)
  return known.length > 0 ? (
    <Panel title={title}>
      <DescriptionList items={known} />
    </Panel>
  ) : null
}

const text = (term: string, words: string | null | undefined): Item =>
  words ? { term, detail: words } : null
const asked = (term: string, code: string): Item =>
  code === 'not_asked' ? null : { term, detail: nameOf('answer', code) }

function personItems({ found, record }: SideProps): Item[] {
  const card = found.person?.card
  const kana = card?.names
    .map((name) => `${name.familyKana} ${name.givenKana}`.trim())
    .filter(Boolean)
    .join('、')
  return [
    text(m.consultations_kana(), kana),
    card?.birthDate
      ? text(m.consultations_birth_date(), formatDay(card.birthDate, getLocale()))
      : text(m.consultations_age_band(), nameOf('ageBand', found.ageBand)),
    text(m.consultations_sex(), nameOf('sex', found.sex)),
    text(m.consultations_phone(), card?.phones.map(({ number }) => number).join('、')),
    record.caller.kind === 'self' || record.caller.kind === 'not_asked'
      ? null
      : text(
          m.consultations_caller(),
          [
            nameOf('caller', record.caller.kind),
            record.caller.name,
            record.caller.relation,
            record.caller.agency,
          ]
            .filter(Boolean)
            .join(' '),
        ),
    text(m.consultations_languages(), record.languages.map((code) => nameOf('language', code)).join('、')),
    record.interpreter === 'not_asked'
      ? null
      : text(m.consultations_interpreter(), nameOf('need', record.interpreter)),
    text(m.consultations_access_needs(), record.accessNeeds),
  ]
}

function complaintItems({ found, record }: SideProps): Item[] {
  return [
    text(m.consultations_complaint(), nameOf('chiefComplaint', record.chiefComplaint)),
    found.relation === 'not_asked'
      ? null
      : text(m.consultations_relation(), nameOf('relation', found.relation)),
    text(
      m.consultations_difficulties(),
      record.difficulties.map((code) => nameOf('difficulty', code)).join('、'),
    ),
    text(m.consultations_urgency_reason(), record.urgencyReason),
    asked(m.consultations_children_present(), record.childrenPresent),
    found.route === 'not_asked' ? null : text(m.consultations_route(), nameOf('route', found.route)),
  ]
}

function violenceItems(record: ConsultationRecord): Item[] {
  return record.violence.map((one) => ({
    term: nameOf('violence', one.type),
    detail: (
      <>
        {one.first || one.last ? (
          <span className="violence-span">
            {one.first || m.consultations_unknown()} → {one.last || m.consultations_unknown()}
          </span>
        ) : null}
        {one.text}
      </>
    ),
  }))
}

function outcomeItems(record: ConsultationRecord): Item[] {
  const { on, at, by, note } = record.nextContact
  return [
    text(m.consultations_wish(), record.wish),
    text(m.consultations_advice(), record.advice),
    text(m.consultations_actions(), record.actions.map((code) => nameOf('action', code)).join('、')),
    text(m.consultations_action_note(), record.actionNote),
    text(m.consultations_next(), [on ? formatShortDay(on) : '', at, by, note].filter(Boolean).join(' ')),
    asked(m.consultations_consent_asked(), record.consentAsked),
    text(m.consultations_consent_to(), record.consentTo),
  ]
}

function sealedItems({ found, record }: SideProps): Item[] {
  const { sensitive } = record
  return [
    found.riskLevel === 'not_assessed' ? null : text(m.consultations_risk(), nameOf('risk', found.riskLevel)),
    text(m.consultations_risk_reason(), record.riskReason),
    text(m.consultations_reassess_by(), record.reassessBy ? formatShortDay(record.reassessBy) : ''),
    ...(['sexualViolence', 'pregnancy', 'disability'] as const).map((field) =>
      asked(sensitiveName(field), sensitive[field]),
    ),
    text(m.consultations_nationality(), sensitive.nationality),
    text(m.consultations_counterpart(), record.counterpart),
  ]
}
