import { lazy, Suspense } from 'react'
import { Form, Link, useLoaderData, useSearchParams } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { bracketed, labelled, spaceBetween, spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { CaseView } from '../case-view.ts'
import { type TimelineKind, timelineKinds, waitingReasons } from '../codes.ts'
import { decideApproval } from '../decide-approval.ts'
import { setWaiting } from '../set-waiting.ts'
import { showCase } from '../show-case.ts'
import { timelineKindWord, waitingWord } from '../words.ts'
import { writeNote } from '../write-note.ts'
import { CaseBanner } from './case-banner.tsx'
import { CaseSide } from './case-side.tsx'
import { CaseTimeline } from './case-timeline.tsx'
import { FailureNotice, useAnswer } from './failure.tsx'
import { CaseStatusLabel, RiskLabel } from './labels.tsx'
import { NoteBox } from './note-box.tsx'
import { clientOf, kanaOf, personName } from './person-words.ts'
import { useCaseKeys } from './use-case-keys.ts'
import { withParam } from './with-param.ts'
import './cases.css'
import './case-forms.css'

export const loader = page({
  found: look(showCase, ({ params, query }) => ({
    caseId: params.caseId ?? '',
    kinds: query.getAll('kinds') as TimelineKind[],
    before: query.get('before') || undefined,
  })),
})

const here = ({ params }: { params: Record<string, string | undefined> }) => `/cases/${params.caseId}`

export const action = form({
  note: submit(
    writeNote,
    ({ params, form: posted }) => ({ ...posted, caseId: params.caseId }),
    (_, posted) => `${here(posted)}#timeline`,
  ),
  waiting: submit(
    setWaiting,
    ({ params, form: posted }) => ({ ...posted, caseId: params.caseId }),
    (_, posted) => here(posted),
  ),
  decide: submit(
    decideApproval,
    ({ form: posted }) => posted,
    (_, posted) => here(posted),
  ),
})

/** Comes with the page that the server writes, and is fetched only where there is something to say. */
const FileFailure = lazy(() =>
  import('./file-failure.tsx').then((loaded) => ({ default: loaded.FileFailure })),
)

export const meta = () => [{ title: `${m.cases_case()} - ${m.shell_product()}` }]

export default function CasePage() {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useAnswer()
  const failed = query.get('failed')
  useCaseKeys(found.case.id)
  return (
    <div className="case-page">
      <CaseBanner safety={found.safety} />
      <Head found={found} />
      <FailureNotice answer={answer} />
      {failed ? (
        <Suspense>
          <FileFailure failed={failed} />
        </Suspense>
      ) : null}
      {found.asksWhatItWaitsFor && found.may.write ? <WaitingQuestion /> : null}
      <a href="#side" className="link case-jump">
        {m.cases_side()}
      </a>
      <div className="case-columns">
        <div className="case-main">
          <Wishes found={found} />
          {found.may.write && found.case.status !== 'closed' ? (
            <NoteBox found={found} answer={answer} />
          ) : null}
          <section id="timeline" aria-labelledby="timeline-title" className="case-timeline">
            <div className="case-timeline-head">
              <h2 id="timeline-title">{m.cases_timeline()}</h2>
              <KindFilter kinds={found.kinds} />
              <SinceLastLook found={found} />
            </div>
            <CaseTimeline found={found} />
            <Pagination
              previous={query.get('before') ? `/cases/${found.case.id}#timeline` : undefined}
              next={found.next ? `?${withParam(query, 'before', found.next)}#timeline` : undefined}
            />
          </section>
        </div>
        <CaseSide found={found} />
      </div>
    </div>
  )
}

function Head({ found }: { found: CaseView }) {
  const client = clientOf(found)
  const name = client?.card ? personName(client.card) : ''
  const kana = client?.card ? kanaOf(client.card) : ''
  const title = name || m.cases_nameless()
  const { nextReviewOn } = found.case
  const nextReview = nextReviewOn ? formatDay(nextReviewOn, getLocale()) : m.cases_not_set()
  return (
    <PageTitle
      title={kana ? `${title}${bracketed(kana)}` : title}
      lead={
        <>
          <span className="case-number">{found.core?.number}</span> {found.core?.title}
          {spaceBetween()}
          {spaced([
            labelled(m.cases_assignee(), found.case.assignee ?? m.cases_nobody()),
            labelled(m.cases_next_review(), nextReview),
          ])}
        </>
      }
      status={
        <>
          <CaseStatusLabel status={found.case.status} waitingFor={found.case.waitingFor} />
          <RiskLabel level={found.case.riskLevel} />
        </>
      }
      actions={<Actions found={found} />}
    />
  )
}

function Actions({ found }: { found: CaseView }) {
  const base = `/cases/${found.case.id}`
  if (!found.may.write) return null
  return (
    <>
      {found.may.request && found.case.status !== 'closed' ? (
        <KeyLink to={`${base}/requests/new`} label={m.cases_do_request()} digit={1} />
      ) : null}
      <KeyLink to={`${base}/edit`} label={m.cases_do_edit()} digit={2} />
      <KeyLink to={`${base}/state`} label={m.cases_do_state()} digit={3} />
    </>
  )
}

/** The hint is drawn, not read: screen readers hear it through aria-keyshortcuts. */
function KeyLink({ to, label, digit }: { to: string; label: string; digit: number }) {
  return (
    <Link to={to} className="button button-secondary button-small" aria-keyshortcuts={`Alt+${digit}`}>
      {label}
      <span aria-hidden="true">
        <kbd>Alt {digit}</kbd>
      </span>
    </Link>
  )
}

function WaitingQuestion() {
  return (
    <Notice tone="warning" title={m.cases_quiet_title()}>
      <p>{m.cases_quiet_text()}</p>
      <Form method="post" className="case-buttons">
        <input type="hidden" name="intent" value="waiting" />
        {waitingReasons.map((reason) => (
          <Button key={reason} type="submit" name="waitingFor" value={reason} size="small">
            {waitingWord(reason)}
          </Button>
        ))}
      </Form>
    </Notice>
  )
}

/** Her wish and the staff's judgement side by side, never in one text. */
function Wishes({ found }: { found: CaseView }) {
  const { core } = found
  if (!core) return <Notice tone="warning" title={m.cases_cannot_open()} />
  return (
    <section className="panel case-core" aria-label={m.cases_content()}>
      <div className="case-pair">
        <section className="case-wish">
          <h2>{m.cases_wishes()}</h2>
          <p className="case-text">{core.wishes || m.cases_not_written()}</p>
        </section>
        <section>
          <h2>{m.cases_judgement()}</h2>
          <p className="case-text">{core.judgement || m.cases_not_written()}</p>
        </section>
      </div>
      {core.summary ? <p className="case-text case-summary">{core.summary}</p> : null}
      <Chips
        label={m.cases_difficulties()}
        words={core.difficulties.map((code) => nameOf('difficulty', code))}
      />
      <Chips
        label={m.cases_violence()}
        words={core.violence.map((one) =>
          [nameOf('violence', one.kind), [one.first, one.last].filter(Boolean).join('–')]
            .filter(Boolean)
            .join(' '),
        )}
      />
    </section>
  )
}

function Chips({ label, words }: { label: string; words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <div className="case-chips">
      <h2>{label}</h2>
      <ul>
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </div>
  )
}

function SinceLastLook({ found }: { found: CaseView }) {
  if (!found.seenBefore) return null
  const count = found.timeline.filter((entry) => entry.isNew).length
  const when = formatShortDateTime(found.seenBefore)
  return (
    <p className="case-since" role="note">
      {count > 0 ? m.cases_since_some({ when, count }) : m.cases_since_none({ when })}
    </p>
  )
}

function KindFilter({ kinds }: { kinds: readonly TimelineKind[] }) {
  return (
    <nav className="case-kinds" aria-label={m.cases_timeline_filter()}>
      <ul>
        <li>
          <Link to="?#timeline" aria-current={kinds.length === 0 ? 'true' : undefined} preventScrollReset>
            {m.cases_all()}
          </Link>
        </li>
        {timelineKinds.map((kind) => (
          <li key={kind}>
            <Link
              to={`?kinds=${kind}#timeline`}
              aria-current={kinds.includes(kind) ? 'true' : undefined}
              preventScrollReset
            >
              {timelineKindWord(kind)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
