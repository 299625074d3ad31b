import { Form, Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { showAppointment } from '../appoint-duty.ts'
import { giveToDuty } from '../give-to-duty.ts'
import { listGlass } from '../list-glass.ts'
import { reviewGlass } from '../review-glass.ts'
import { problemIn } from './complaint.ts'
import './emergency.css'

export const loader = page({
  found: look(listGlass, () => ({})),
  duty: look(showAppointment, () => ({})),
})
export const action = form({
  review: submit(reviewGlass, ({ form: { glassId, verdict } }) => ({
    glassId,
    verdict: verdict || undefined,
  })),
  give: submit(giveToDuty, () => ({})),
})
export const meta = () => [{ title: `${m.emergency_reviews_title()} - ${m.shell_product()}` }]

type Glass = ReturnType<typeof useLoaderData<typeof loader>>['found']['glasses'][number]

/** What the duty desk opened at night, for whoever leads the desk that holds the case. */
export default function ReviewsPage() {
  const { found, duty } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: { given?: number; isMore?: boolean } } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const done = answer && 'done' in answer ? answer.done : undefined
  const waiting = found.glasses.filter((one) => one.verdict === null)
  const seen = found.glasses.filter((one) => one.verdict !== null)
  return (
    <div className="stack">
      <PageTitle title={m.emergency_reviews_title()} lead={m.emergency_reviews_lead()} />
      <FormProblem answer={{ errors: [], problem: problemIn(failure) }} />
      {done ? (
        <Notice
          tone="success"
          live
          title={
            done.given === undefined
              ? m.emergency_done()
              : done.isMore
                ? m.emergency_given_more({ count: done.given })
                : m.emergency_given({ count: done.given })
          }
        />
      ) : null}
      {waiting.length === 0 ? (
        <EmptyState title={m.emergency_reviews_none()} text={m.emergency_reviews_none_text()} />
      ) : (
        <Panel title={m.emergency_reviews_waiting()}>
          <List glasses={waiting} />
        </Panel>
      )}
      {seen.length > 0 ? (
        <Panel title={m.emergency_reviews_seen()}>
          <List glasses={seen} />
        </Panel>
      ) : null}
      {duty.now ? (
        <Panel title={m.emergency_give_title({ desk: duty.now.name })}>
          <Form method="post" className="form-stack">
            <p>{m.emergency_give_text()}</p>
            <div>
              <Button type="submit" name="intent" value="give">
                {m.emergency_give()}
              </Button>
            </div>
          </Form>
        </Panel>
      ) : null}
    </div>
  )
}

function List({ glasses }: { glasses: readonly Glass[] }) {
  return (
    <ul className="emergency-list">
      {glasses.map((one) => (
        <li key={one.id}>
          <h3>
            <Link to={`/cases/${one.caseId}`} className="link">
              {spaced([one.number, one.title]) || m.emergency_case()}
            </Link>
          </h3>
          <p>
            {m.emergency_opened_by({ name: one.name, when: formatShortDateTime(one.at) })}{' '}
            {one.isLate ? <StatusLabel tone="urgent">{m.emergency_late()}</StatusLabel> : null}
          </p>
          <p className="emergency-text">{one.reason ?? m.cases_cannot_open()}</p>
          <p className="hint">
            {one.verdict === null
              ? m.emergency_review_by({ day: formatShortDay(one.reviewBy, getLocale()) })
              : m.emergency_reviewed({
                  verdict: one.verdict === 'needed' ? m.emergency_needed() : m.emergency_not_needed(),
                  name: one.reviewedBy ?? '',
                })}
          </p>
          <p>
            <Link to={`/cases/${one.caseId}/viewers`} className="link">
              {m.emergency_viewers()}
            </Link>
          </p>
          {one.verdict === null && one.isMine ? <p>{m.emergency_own()}</p> : null}
          {one.verdict === null && !one.isMine ? <Review glass={one} /> : null}
        </li>
      ))}
    </ul>
  )
}

function Review({ glass }: { glass: Glass }) {
  return (
    <Form method="post" className="form-stack">
      <input type="hidden" name="glassId" value={glass.id} />
      <ChoiceGroup
        kind="radio"
        id={`verdict-${glass.id}`}
        name="verdict"
        label={m.emergency_verdict()}
        required
        choices={[
          { value: 'needed', label: m.emergency_needed() },
          { value: 'not_needed', label: m.emergency_not_needed(), hint: m.emergency_not_needed_hint() },
        ]}
      />
      <div>
        <Button type="submit" name="intent" value="review">
          {m.emergency_review()}
        </Button>
      </div>
    </Form>
  )
}
