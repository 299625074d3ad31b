import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { serialOf } from '../../../ui/record/serial.ts'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { withdrawShare } from '../../disclosures/index.ts'
import { settlePaper } from '../../documents/index.ts'
import {
  acceptRequest,
  answerRequest,
  askBack,
  declineRequest,
  finishRequest,
  replyToDesk,
} from '../answer-request.ts'
import { decideRequest } from '../decide-request.ts'
import { openRequest, type RequestView } from '../open-request.ts'
import { answerOnBehalf, handOverSheet } from '../paper.ts'
import { recordAct } from '../record-act.ts'
import { Problem, useAnswer } from './answer.tsx'
import { AskedActions } from './asked-actions.tsx'
import { AskerActions, Withdraw } from './asker-actions.tsx'
import { DueLabel, kindWords, RequestStateLabel } from './labels.tsx'
import { PaperActions } from './paper-actions.tsx'
import { SheetView } from './sheet-view.tsx'
import { StandingWatch } from './standing-watch.tsx'
import { Acts, Thread } from './thread.tsx'

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export { SharedNoLonger as ErrorBoundary } from './shared-no-longer.tsx'

export const loader = page({
  request: look(openRequest, ({ params }) => ({ requestId: params.requestId ?? '' })),
})

const here = ({ id }: { id: string }) => `/requests/${id}`
const withId = ({ params, form: posted }: { params: Record<string, string | undefined>; form: object }) => ({
  ...posted,
  requestId: params.requestId,
})

export const action = form({
  accept: submit(acceptRequest, withId, here),
  decline: submit(declineRequest, withId, here),
  askBack: submit(askBack, withId, here),
  answer: submit(answerRequest, withId, here),
  reply: submit(replyToDesk, withId, here),
  finish: submit(finishRequest, withId, here),
  recordAct: submit(recordAct, withId, (_, { params }) => `/requests/${params.requestId}`),
  decide: submit(decideRequest, withId, here),
  withdraw: submit(
    withdrawShare,
    ({ form: posted }) => posted,
    (_, { params }) => `/requests/${params.requestId}`,
  ),
  handOver: submit(handOverSheet, withId, here),
  onBehalf: submit(answerOnBehalf, withId, here),
  settle: submit(
    settlePaper,
    ({ form: posted }) => posted,
    (_, { params }) => `/requests/${params.requestId}`,
  ),
})

/** One request, for either desk: the sheet, what was said, and the next thing to do. */
export default function RequestPage() {
  const { request } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <StandingWatch requestId={request.id} turn={request.turn}>
      <title>{m.requests_page_title()}</title>
      <PageTitle
        title={request.title ?? m.requests_cannot_open()}
        lead={<Lead request={request} />}
        status={<RequestStateLabel state={request.state} />}
        actions={<Ways request={request} />}
      />
      <div className="request-columns">
        <div className="stack">
          <Problem answer={answer} />
          <section className="sheet sheet-preview" aria-label={m.requests_sheet()}>
            {request.sheet ? (
              <SheetView
                {...request.sheet}
                basisLabel={m.requests_basis_with_article({
                  label: request.basisLabel,
                  article: request.basisArticle,
                })}
                dueOn={request.dueOn}
                isUrgent={request.isUrgent}
              />
            ) : (
              <p>{m.requests_cannot_open()}</p>
            )}
          </section>
          <Thread messages={request.messages} />
          <Acts acts={request.acts} />
        </div>
        <div className="stack request-side">
          {request.side === 'asked' ? (
            <AskedActions request={request} answer={answer} />
          ) : (
            <>
              <AskerActions request={request} answer={answer} />
              {request.isPaper ? <PaperActions request={request} answer={answer} /> : null}
            </>
          )}
          <Panel title={m.requests_facts()}>
            <Facts request={request} />
          </Panel>
          <Withdraw request={request} answer={answer} />
        </div>
      </div>
    </StandingWatch>
  )
}

function Lead({ request }: { request: RequestView }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {m.requests_from_to({ from: request.fromDesk, to: request.toDesk })}
      <DueLabel {...request} />
    </span>
  )
}

function Ways({ request }: { request: RequestView }) {
  if (!request.asker) return <LinkButton to="/requests">{m.requests_back_to_inbox()}</LinkButton>
  return (
    <>
      {request.isPaper && request.asker.release && request.asker.disclosureState === 'live' ? (
        <LinkButton to={`/requests/${request.id}/sheet`}>{m.requests_print_sheet()}</LinkButton>
      ) : null}
      <LinkButton to={`/cases/${request.asker.caseId}`}>{m.requests_back_to_case()}</LinkButton>
    </>
  )
}

function Facts({ request }: { request: RequestView }) {
  const facts = [
    [m.requests_fact_kind(), kindWords[request.kind]()],
    [m.requests_fact_sent(), `${formatShortDateTime(request.sentAt)} ${request.sentBy}`],
    [m.requests_fact_from_phone(), request.fromPhone],
    [m.requests_fact_to_phone(), request.asker ? request.toPhone : ''],
    [m.requests_fact_taken(), request.takenBy === '' ? m.requests_taken_unnamed() : (request.takenBy ?? '')],
    [m.requests_fact_number(), request.asker?.release ? serialOf(request.asker.release) : ''],
  ].filter(([, text]) => text !== '')
  return (
    <>
      <dl className="facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {request.asker ? (
        <p className="mt-3">
          <Link className="link" to={`/cases/${request.asker.caseId}/ledger`}>
            {m.requests_to_ledger()}
          </Link>
        </p>
      ) : null}
    </>
  )
}
