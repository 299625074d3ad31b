import { Link, useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { showToday, type Today } from '../show-today.ts'
import { CaseLines } from './case-lines.tsx'
import { DraftsPanel, DutyPanel } from './desk-panels.tsx'
import { RequestLines } from './request-lines.tsx'
import { waitingCounts } from './waiting-counts.ts'

export const loader = page({ today: look(showToday, () => ({})) })

export default function TodayPage() {
  const { today } = useLoaderData<typeof loader>()
  const counts = waitingCounts(today)
  return (
    <>
      <PageTitle
        title={m.today_title()}
        lead={formatDay(today.day, getLocale())}
        actions={
          today.consultations ? (
            <LinkButton to="/consultations/new" variant="primary">
              {m.today_new_consultation()}
            </LinkButton>
          ) : undefined
        }
      />
      <div className="record-columns">
        <div className="stack min-w-0">
          {counts.length > 0 ? <Waiting counts={counts} /> : null}
          <RequestsPanel requests={today.requests} />
          {today.cases && today.cases.items.length > 0 ? (
            <Panel title={m.today_cases({ count: today.cases.total })}>
              <CaseLines items={today.cases.items} />
              {today.cases.total > today.cases.items.length ? (
                <p>
                  <Link to="/cases" className="link">
                    {m.today_see_all({ count: today.cases.total })}
                  </Link>
                </p>
              ) : null}
            </Panel>
          ) : null}
          {isQuiet(today, counts.length) ? (
            <EmptyState title={m.today_nothing_title()} text={m.today_nothing_text()} />
          ) : null}
        </div>
        <aside className="record-side stack" aria-label={m.today_aside()}>
          <DutyPanel duty={today.duty} />
          <DraftsPanel drafts={today.drafts} />
        </aside>
      </div>
    </>
  )
}

function Waiting({ counts }: { counts: ReturnType<typeof waitingCounts> }) {
  return (
    <section aria-labelledby="waiting-title">
      <h2 id="waiting-title" className="sr-only">
        {m.today_waiting()}
      </h2>
      <ul className="count-tiles">
        {counts.map(({ to, label, count, isUrgent }) => (
          <li key={label}>
            <Link to={to} className={isUrgent ? 'count-tile count-tile-urgent' : 'count-tile'}>
              <span className="count-tile-number">{count}</span>
              <span>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function RequestsPanel({ requests }: { requests: Today['requests'] }) {
  if (!requests) return null
  return (
    <>
      {requests.asIn.length > 0 ? (
        <Panel title={m.today_requests_in({ count: requests.asIn.length })}>
          <RequestLines lines={requests.asIn} allAt="/requests" />
        </Panel>
      ) : null}
      {requests.asOut.length > 0 ? (
        <Panel title={m.today_requests_out({ count: requests.asOut.length })}>
          <RequestLines lines={requests.asOut} allAt="/requests/sent" />
        </Panel>
      ) : null}
    </>
  )
}

function isQuiet({ cases, requests }: Today, counts: number): boolean {
  return counts === 0 && !cases?.items.length && !requests?.asIn.length && !requests?.asOut.length
}
