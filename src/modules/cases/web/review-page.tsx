import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { type ReviewQueue, reviewQueues } from '../codes.ts'
import { decideApproval } from '../decide-approval.ts'
import { reviewQueue } from '../review-queue.ts'
import { queueWord } from '../words.ts'
import { ApprovalList } from './approval-list.tsx'
import { FailureNotice, useAnswer } from './failure.tsx'
import { CaseTable } from './list-page.tsx'
import './cases.css'
import './case-forms.css'

export const loader = page({
  found: look(reviewQueue, ({ query }) => ({
    queue: (query.get('queue') ?? undefined) as ReviewQueue | undefined,
  })),
})
export const action = form({ decide: submit(decideApproval, ({ form: posted }) => posted) })
export const meta = () => [{ title: `${m.cases_review_queue()} - ${m.shell_product()}` }]

export default function ReviewPage() {
  const { found } = useLoaderData<typeof loader>()
  const isApprovals = found.queue === 'approvals' || found.queue === 'to-see'
  const count = isApprovals ? found.approvals.length : found.cases.length
  return (
    <div className="case-page">
      <PageTitle
        title={m.cases_review_queue()}
        actions={
          <>
            {found.elsewhere.map(({ href, count: waiting }) => (
              <LinkButton key={href} to={href}>
                {m.cases_review_elsewhere()}
                <span className="count">{waiting}</span>
              </LinkButton>
            ))}
            <LinkButton to="/duty/reviews" variant="quiet">
              {m.emergency_reviews_title()}
            </LinkButton>
            <LinkButton to="/viewing" variant="quiet">
              {m.viewing_alerts_title()}
            </LinkButton>
            <LinkButton to="/reads" variant="quiet">
              {m.oversight_reads_title()}
            </LinkButton>
            <LinkButton to="/cases/rules" variant="quiet">
              {m.cases_rules()}
            </LinkButton>
          </>
        }
      />
      <nav className="tabs" aria-label={m.cases_review_queue()}>
        <ul>
          {reviewQueues.map((one) => (
            <li key={one}>
              <Link to={`?queue=${one}`} aria-current={one === found.queue ? 'page' : undefined}>
                {queueWord(one)}
                <span className="count">{found.counts[one]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <FailureNotice answer={useAnswer()} />
      {count === 0 ? <EmptyState title={m.cases_queue_empty()} text={m.cases_queue_empty_text()} /> : null}
      {isApprovals && count > 0 ? (
        <div className="panel">
          <ApprovalList approvals={found.approvals} mayDecide />
        </div>
      ) : null}
      {!isApprovals && count > 0 ? <CaseTable caption={queueWord(found.queue)} cases={found.cases} /> : null}
    </div>
  )
}
