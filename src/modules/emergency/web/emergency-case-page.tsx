import { useLoaderData } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { look, page } from '../../../platform/http/page.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDay, formatShortDay, formatTime } from '../../../ui/wareki/format-japanese-date.ts'
import { showInEmergency } from '../../cases/index.ts'
import './emergency.css'

export const loader = page({
  found: look(showInEmergency, ({ params }) => ({ caseId: params.caseId ?? '' })),
})
export const meta = () => [{ title: `${m.emergency_case_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** What keeps her safe comes first; nothing can be written here. */
export default function EmergencyCasePage() {
  const { found } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageTitle
        title={m.emergency_case_title()}
        lead={spaced([found.core?.number ?? '', found.core?.title ?? ''])}
      />
      <Notice tone="warning" title={m.emergency_open_until({ time: formatTime(found.endsAt) })}>
        <p>{m.emergency_case_text({ desk: found.deskName })}</p>
      </Notice>
      <Safety found={found} />
      <People found={found} />
      <Story found={found} />
      <Latest found={found} />
    </div>
  )
}

function Safety({ found: { safety, riskLevel } }: { found: Found }) {
  if (!safety) return <Notice tone="error" title={m.cases_cannot_open()} />
  const { contact, never, counterpart } = safety
  const said = [
    { term: m.emergency_risk(), detail: nameOf('risk', riskLevel) },
    { term: m.emergency_never(), detail: spaced([never, contact.never]) },
    {
      term: m.emergency_safe_phone(),
      detail: spaced([contact.phone, contact.from && `${contact.from}–${contact.until}`]),
    },
    { term: m.emergency_code_word(), detail: contact.codeWord },
    { term: m.emergency_who_may_answer(), detail: contact.whoMayAnswer },
    {
      term: m.emergency_counterpart(),
      detail: spaced([counterpart.name, counterpart.features, counterpart.pursuit]),
    },
  ]
  return (
    <Panel title={m.emergency_safety()}>
      <DescriptionList items={said.filter((one) => one.detail !== '')} />
    </Panel>
  )
}

function People({ found }: { found: Found }) {
  return (
    <Panel title={m.emergency_people()}>
      <ul className="emergency-list">
        {found.people.map(({ id, part, card }) => (
          <li key={id}>
            <h3>{nameIn(card)}</h3>
            <p>
              {spaced([
                partWords[part]?.() ?? '',
                card?.birthDate ? formatDay(card.birthDate, getLocale()) : '',
                ...(card?.phones.map((phone) => spaced([phone.number, phone.note])) ?? []),
              ])}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function nameIn(card: Found['people'][number]['card']): string {
  const name = card?.names[0]
  if (!name) return card ? m.emergency_nameless() : m.cases_cannot_open()
  return spaced([`${name.family} ${name.given}`.trim(), `${name.familyKana} ${name.givenKana}`.trim()])
}

const partWords: Readonly<Record<string, () => string>> = {
  client: m.cases_part_client,
  child: m.cases_part_child,
  companion: m.cases_part_companion,
  counterpart: m.cases_part_counterpart,
  relative: m.cases_part_relative,
  contact: m.cases_part_contact,
}

function Story({ found: { core } }: { found: Found }) {
  if (!core) return null
  const said = [
    { term: m.emergency_wishes(), detail: core.wishes },
    { term: m.emergency_judgement(), detail: core.judgement },
    { term: m.emergency_summary(), detail: core.summary },
  ].filter((one) => one.detail !== '')
  if (said.length === 0) return null
  return (
    <Panel title={m.emergency_story()}>
      <DescriptionList items={said} />
    </Panel>
  )
}

function Latest({ found: { timeline } }: { found: Found }) {
  return (
    <Panel title={m.emergency_latest()}>
      {timeline.length === 0 ? <p>{m.emergency_latest_none()}</p> : null}
      <ul className="emergency-list">
        {timeline.map((entry) => (
          <li key={`${entry.kind} ${entry.id}`}>
            <h3>{spaced([formatShortDay(entry.day, getLocale()), entry.headline, entry.by ?? ''])}</h3>
            {entry.canOpen ? null : <p>{m.cases_cannot_open()}</p>}
            {entry.lines.map((line, index) => (
              <p key={index} className="emergency-text">
                {line.text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
