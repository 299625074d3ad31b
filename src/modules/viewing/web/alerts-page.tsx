import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { answerViewingAlert } from '../answer-alert.ts'
import { listViewingAlerts } from '../list-alerts.ts'
import { AlertEntry } from './alert-entry.tsx'
import { useViewingAnswer } from './viewing-answer.ts'
import './viewing.css'

export const loader = page({ found: look(listViewingAlerts, () => ({})) })
export const action = form({
  answer: submit(answerViewingAlert, ({ form: { alertId, answer, note } }) => ({
    alertId,
    answer: answer || undefined,
    note,
  })),
})
export const meta = () => [{ title: `${m.viewing_alerts_title()} - ${m.shell_product()}` }]

/** What was unusual about viewing, each as a question to whoever knows the person. */
export default function AlertsPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useViewingAnswer()
  const entry = (one: (typeof found.open)[number]) => (
    <AlertEntry key={one.id} alert={one} answer={answer.values.alertId === one.id ? answer : null} />
  )
  return (
    <div className="stack">
      <PageTitle
        title={m.viewing_alerts_title()}
        lead={m.viewing_alerts_lead()}
        actions={
          <>
            <Link to="/viewing/rules" className="link">
              {m.viewing_rules_title()}
            </Link>
            {found.mayPlant ? (
              <Link to="/viewing/traps" className="link">
                {m.viewing_traps_title()}
              </Link>
            ) : null}
          </>
        }
      />
      <FormProblem
        answer={{
          errors: answer.errors.map((one) => ({ ...one, id: `${one.id}-${answer.values.alertId}` })),
          problem: answer.problem,
        }}
      />
      {answer.done ? <Notice tone="success" title={m.viewing_answer_noted()} live /> : null}
      {found.open.length === 0 ? (
        <EmptyState title={m.viewing_alerts_none()} text={m.viewing_alerts_none_text()} />
      ) : (
        <Panel title={m.viewing_alerts_open({ count: found.open.length })}>
          <p className="hint">{m.viewing_alerts_not_told()}</p>
          <ul className="viewing-list">{found.open.map(entry)}</ul>
        </Panel>
      )}
      {found.answered.length > 0 ? (
        <Panel title={m.viewing_alerts_answered()}>
          <ul className="viewing-list">{found.answered.map(entry)}</ul>
        </Panel>
      ) : null}
    </div>
  )
}
