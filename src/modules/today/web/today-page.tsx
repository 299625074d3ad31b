import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { TodayPart } from '../contract.ts'
import { type Band, bandOf, bands } from '../matters.ts'
import { showToday, type Today } from '../show-today.ts'
import { DutyPanel } from './duty-panel.tsx'
import { FirstStepsPanel } from './first-steps-panel.tsx'
import { bandWord } from './matter-words.ts'
import { Part } from './part.tsx'
import './today.css'

export const loader = page({ today: look(showToday, () => ({})) })
export const meta = () => [{ title: `${m.today_title()} - ${m.shell_product()}` }]

/** What presses fills the width; what can be planned stands beside it. */
const pressing = bands.filter((band) => band !== 'ahead')
const mostPressing = 6
const mostAhead = 4

export default function TodayPage() {
  const { today } = useLoaderData<typeof loader>()
  const partsIn = (band: Band) => today.parts.filter(({ matter }) => bandOf(matter) === band)
  const there = pressing.filter((band) => partsIn(band).length > 0)
  const ahead = partsIn('ahead')
  return (
    <div className="today">
      <PageTitle
        title={m.today_title()}
        lead={formatDay(today.day, getLocale())}
        actions={<Actions may={today.may} />}
      />
      <Overview counts={there.map((band) => ({ band, count: sumOf(partsIn(band)) }))} />
      <div className="today-columns">
        <div className="today-main">
          {there.map((band) => (
            <BandSection key={band} band={band} parts={partsIn(band)} today={today.day} most={mostPressing} />
          ))}
          {today.firstSteps.length > 0 ? <FirstStepsPanel steps={today.firstSteps} /> : null}
          {there.length === 0 && today.firstSteps.length === 0 ? (
            <Calm hasRole={today.hasRole} hasAhead={ahead.length > 0} />
          ) : null}
        </div>
        {ahead.length + today.duty.length > 0 ? (
          <aside className="today-side" aria-label={m.today_aside()}>
            <DutyPanel duty={today.duty} closure={today.closure} />
            {ahead.length > 0 ? (
              <BandSection band="ahead" parts={ahead} today={today.day} most={mostAhead} />
            ) : null}
          </aside>
        ) : null}
      </div>
    </div>
  )
}

function Calm({ hasRole, hasAhead }: { hasRole: boolean; hasAhead: boolean }) {
  if (!hasRole)
    return (
      <EmptyState
        title={m.today_no_desk_title()}
        text={m.today_no_desk_text()}
        action={<LinkButton to="/account">{m.today_no_desk_account()}</LinkButton>}
      />
    )
  return (
    <EmptyState
      title={hasAhead ? m.today_calm_title() : m.today_nothing_title()}
      text={hasAhead ? m.today_calm_text() : m.today_nothing_text()}
    />
  )
}

const sumOf = (parts: readonly TodayPart[]) => parts.reduce((sum, part) => sum + part.total, 0)

function Actions({ may }: { may: Today['may'] }) {
  if (may.record)
    return (
      <LinkButton to="/consultations/new" variant="primary">
        {m.today_new_consultation()}
      </LinkButton>
    )
  return may.refer ? <LinkButton to="/referrals/new">{m.today_new_referral()}</LinkButton> : null
}

/** The whole day in one line; each number leads to its part of the page. */
function Overview({ counts }: { counts: readonly { band: Band; count: number }[] }) {
  if (counts.length < 2) return null
  return (
    <nav className="today-overview" aria-label={m.today_overview()}>
      <ul>
        {counts.map(({ band, count }) => (
          <li key={band} data-band={band}>
            <a href={`#${band}`}>
              <strong>{count}</strong>
              <span>{bandWord(band)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface BandProps {
  band: Band
  parts: readonly TodayPart[]
  today: string
  most: number
}

function BandSection({ band, parts, today, most }: BandProps) {
  return (
    <section id={band} className="today-band" data-band={band} aria-labelledby={`band-${band}`}>
      <h2 id={`band-${band}`}>
        <Shape band={band} />
        {bandWord(band)}
      </h2>
      {parts.map((part) => (
        <Part key={part.matter} part={part} today={today} most={most} />
      ))}
    </section>
  )
}

const shapes: Record<Band, string> = {
  danger: 'M8 0l8 8-8 8-8-8z',
  late: 'M8 1l7.5 14H.5z',
  due: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z',
  arrived: 'M1 3h14v10H1zm1.5 2L8 9.2 13.5 5z',
  upkeep: 'M2 2h12v12H2zm2 2v8h8V4z',
  ahead: 'M6 2l6 6-6 6-1.6-1.6L8.8 8 4.4 3.6z',
}

/** Word, shape and colour say how pressing a band is. */
function Shape({ band }: { band: Band }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[band]} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
