import { Link } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { dotted, spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { shortNumber } from '../../../ui/lookup/short-number.ts'
import { dayOf, formatEraDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { ageOn } from '../../people/codes.ts'
import type { CaseView } from '../case-view.ts'
import { partWord, placeWord } from '../words.ts'
import { ApprovalList } from './approval-list.tsx'
import { CaseFiles } from './case-files.tsx'
import { kanaOf, otherNames, personName } from './person-words.ts'

type Person = CaseView['people'][number]

export function CaseSide({ found }: { found: CaseView }) {
  const base = `/cases/${found.case.id}`
  return (
    <aside id="side" className="case-side" aria-label={m.cases_side()}>
      <Panel
        title={m.cases_people()}
        action={
          found.may.write ? (
            <Link to={`${base}/people/new`} className="link">
              {m.cases_add_person()}
            </Link>
          ) : null
        }
      >
        <ul className="case-people">
          {found.people.map((person) => (
            <OnePerson key={person.id} found={found} person={person} />
          ))}
        </ul>
      </Panel>
      <Panel title={m.cases_open_items()}>
        {found.openItems.length === 0 ? <p className="hint">{m.cases_open_items_none()}</p> : null}
        <ul className="case-open-items">
          {found.openItems.map((item) => (
            <li key={item.id}>
              <Link to={item.href} className="link">
                {item.content?.title || m.cases_cannot_open()}
              </Link>
              <span className="case-person-facts">
                {spaced([item.words, item.dueOn && m.cases_due({ day: formatShortDay(item.dueOn) })])}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={m.cases_dates()}>
        <DescriptionList items={datesOf(found)} />
      </Panel>
      <Panel
        title={m.cases_approvals()}
        action={
          found.may.write ? (
            <Link to={`${base}/approvals`} className="link">
              {m.cases_ask_approval()}
            </Link>
          ) : null
        }
      >
        <ApprovalList approvals={found.approvals} mayDecide={found.may.approve} />
      </Panel>
      <CaseFiles found={found} />
      <Panel title={m.cases_procedures()}>
        <Procedures found={found} base={base} />
      </Panel>
    </aside>
  )
}

function OnePerson({ found, person }: { found: CaseView; person: Person }) {
  const { card } = person
  const base = `/cases/${found.case.id}`
  const places = found.places.filter((place) => [person.id, ...person.otherIds].includes(place.personId))
  const facts = card
    ? [
        kanaOf(card),
        card.birthDate ? m.cases_years({ years: ageOn(dayOf(new Date()), card.birthDate) }) : '',
        card.sex === 'not_asked' ? '' : nameOf('sex', card.sex),
        person.face?.relation ?? '',
        ...otherNames(card),
      ].filter((fact) => fact !== '')
    : []
  return (
    <li data-part={person.part}>
      <p className="case-person-head">
        <span className="case-part">{partWord(person.part)}</span>
        <Link to={`${base}/people/${person.id}`} className="link">
          {card ? personName(card) || m.cases_nameless() : m.cases_cannot_open()}
        </Link>
      </p>
      {facts.length > 0 ? <p className="case-person-facts">{dotted(facts)}</p> : null}
      {person.otherIds.length > 0 || (person.part === 'client' && found.may.write) ? (
        <p className="case-person-facts">
          <Link to={`/people/${person.id}/same`} className="link">
            {person.otherIds.length > 0
              ? m.cases_person_same({ count: person.otherIds.length })
              : m.cases_same_person()}
          </Link>
        </p>
      ) : null}
      {places.length > 0 ? (
        <ul className="case-places">
          {places.map((place) => (
            <li key={place.id}>
              {m.cases_place_known({ place: placeWord(place.kind) })}
              {found.may.reveal ? (
                <Link to={`${base}/whereabouts/${place.id}`} className="link">
                  {m.cases_reveal()}
                </Link>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function datesOf({ case: found }: CaseView) {
  const day = (value: string | null) => (value ? formatEraDay(value) : m.cases_not_set())
  return [
    { term: m.cases_opened_on(), detail: day(found.openedOn) },
    { term: m.cases_reassess_by(), detail: day(found.reassessBy) },
    { term: m.cases_next_review(), detail: day(found.nextReviewOn) },
    ...(found.closedOn ? [{ term: m.cases_closed_on(), detail: day(found.closedOn) }] : []),
    ...(found.retainUntil ? [{ term: m.cases_retain_until(), detail: day(found.retainUntil) }] : []),
  ]
}

function Procedures({ found, base }: { found: CaseView; base: string }) {
  const isClosed = found.case.status === 'closed'
  const links = [
    { to: `${base}/state`, label: m.cases_do_state(), shown: found.may.write && !isClosed },
    { to: `${base}/ledger`, label: m.cases_ledger(), shown: found.may.request },
    {
      to: '/consultations?standing=standalone',
      label: m.cases_attach_standing(),
      shown: found.may.write && !isClosed,
    },
    {
      to: `/consultations/handover?case=${found.case.id}`,
      label: m.cases_handover(),
      shown: found.may.write && !isClosed,
    },
    { to: `${base}/close`, label: isClosed ? m.cases_reopen() : m.cases_close(), shown: found.may.write },
    { to: `${base}/transfer`, label: m.cases_transfer(), shown: found.may.transfer },
    { to: `${base}/block`, label: m.cases_block(), shown: found.may.block },
    { to: `${base}/keys`, label: m.cases_replace_keys(), shown: found.may.replaceKeys },
    { to: '?kinds=hands&kinds=decision#timeline', label: m.cases_history(), shown: true },
    { to: `/access/new?case=${found.case.id}`, label: m.cases_access_request(), shown: found.may.write },
    { to: `/keeping/cases/${found.case.id}`, label: m.cases_keeping(), shown: found.may.write },
    { to: `${base}/viewers`, label: m.cases_viewers(), shown: found.may.viewers },
  ]
  return (
    <>
      <ul className="case-links">
        {links
          .filter((link) => link.shown)
          .map((link) => (
            <li key={link.to}>
              <Link to={link.to} className="link">
                {link.label}
              </Link>
            </li>
          ))}
      </ul>
      <p className="hint">{m.cases_short_number({ number: shortNumber(found.case.id) })}</p>
    </>
  )
}
