import { Form, Link, useLoaderData } from 'react-router'
import { choicesOf } from '../../../codes/words.ts'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { closeCase } from '../close-case.ts'
import { stillOpenKinds } from '../codes.ts'
import { prepareClosing } from '../prepare-closing.ts'
import { reopenCase } from '../reopen-case.ts'
import { stillOpenWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { type Answer, useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'
import { wordsOf } from './words-of.ts'
import { wordsOfClosing } from './words-of-closing.ts'

export const loader = page({
  frame: frameOf,
  closing: look(prepareClosing, ({ params }) => ({ caseId: params.caseId ?? '' })),
})
export const action = form({
  close: submit(closeCase, withCase, toCase),
  reopen: submit(reopenCase, withCase, toCase),
})
export const meta = () => [{ title: `${m.cases_close()} - ${m.shell_product()}` }]

export default function ClosePage() {
  const { frame } = useLoaderData<typeof loader>()
  const answer = useAnswer(wordsOfClosing)
  const isClosed = frame.status === 'closed'
  return (
    <CaseFrame frame={frame} title={isClosed ? m.cases_reopen() : m.cases_close()} answer={answer}>
      <Panel title={isClosed ? m.cases_reopen() : m.cases_close()}>
        {isClosed ? <Reopen answer={answer} /> : <Close answer={answer} />}
      </Panel>
    </CaseFrame>
  )
}

function Close({ answer }: { answer: Answer }) {
  const { frame, closing } = useLoaderData<typeof loader>()
  if (closing.refusal)
    return <Notice tone="warning" title={wordsOf(`cases_refused_${closing.refusal.replaceAll('-', '_')}`)} />
  const { rules } = closing
  return (
    <Form method="post" className="case-form">
      {closing.waitingApprovals > 0 ? (
        <Notice tone="warning" title={m.cases_close_waiting({ count: closing.waitingApprovals })} />
      ) : null}
      <StillOpenList open={closing.stillOpen} />
      <SelectField
        name="why"
        label={m.cases_close_why()}
        required
        choices={choicesOf('closing')}
        defaultValue={answer.typed('why') ?? ''}
        error={answer.errorOf('why')}
      />
      <TextArea
        name="reason"
        label={m.cases_close_reason()}
        required
        rows={4}
        defaultValue={answer.typed('reason') ?? ''}
        error={answer.errorOf('reason')}
      />
      {closing.needsOpenReason ? (
        <TextArea
          name="openReason"
          label={m.cases_close_open_reason()}
          hint={m.cases_close_open_reason_hint()}
          required
          rows={2}
          defaultValue={answer.typed('openReason') ?? ''}
          error={answer.errorOf('openReason')}
        />
      ) : null}
      <DateField
        name="retainUntil"
        label={m.cases_retain_until()}
        required
        defaultValue={answer.typed('retainUntil') ?? closing.retainUntil}
        error={answer.errorOf('retainUntil')}
        hint={retainHint(closing)}
        today={closing.today}
      />
      {closing.childrenWithoutBirthDate > 0 ? (
        <p className="hint">{m.cases_retain_unknown({ count: closing.childrenWithoutBirthDate })}</p>
      ) : null}
      <p className="hint">
        {rules.isOurs ? m.cases_rules_ours() : m.cases_rules_own()}
        {rules.closingNeedsApproval ? ` ${m.cases_close_needs_approval()}` : ''}
      </p>
      <p>{m.cases_close_today({ day: formatDay(closing.today, getLocale()) })}</p>
      <div className="case-buttons">
        <Button type="submit" name="intent" value="close" variant="primary">
          {rules.closingNeedsApproval ? m.cases_close_ask() : m.cases_close()}
        </Button>
        <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
      </div>
    </Form>
  )
}

type Open = ReturnType<typeof useLoaderData<typeof loader>>['closing']['stillOpen'][number]

/** What becomes of each when the case is closed. */
const fates: Readonly<Record<Open['kind'], () => string>> = {
  request: m.cases_open_requests_fate,
  consultation: m.cases_open_consultations_fate,
  share: m.cases_open_shares_fate,
  paper: m.cases_open_papers_fate,
  promise: m.cases_open_promises_fate,
}

/** What is not finished, each with the way to it, so that it can be finished first. */
function StillOpenList({ open }: { open: readonly Open[] }) {
  if (open.length === 0) return null
  const kinds = stillOpenKinds.filter((kind) => open.some((one) => one.kind === kind))
  return (
    <section className="stack-small" aria-labelledby="still-open">
      <Notice tone="warning" title={m.cases_open_title()}>
        {m.cases_open_lead()}
      </Notice>
      <h3 id="still-open" className="sr-only">
        {m.cases_open_title()}
      </h3>
      {kinds.map((kind) => {
        const ofKind = open.filter((one) => one.kind === kind)
        return (
          <div key={kind}>
            <h4 className="field-label">
              {m.cases_open_count({ what: stillOpenWord(kind), count: ofKind.length })}
            </h4>
            <p className="hint">{fates[kind]()}</p>
            <ul className="list-disc pl-6">
              {ofKind.map((one) => (
                <li key={one.id}>
                  <Link to={one.href} className="link">
                    {one.title || one.words}
                  </Link>
                  {one.title ? ` ${one.words}` : ''}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function Reopen({ answer }: { answer: Answer }) {
  return (
    <Form method="post" className="case-form">
      <p>{m.cases_reopen_text()}</p>
      <TextArea
        name="reason"
        label={m.cases_reason()}
        required
        rows={3}
        defaultValue={answer.typed('reason') ?? ''}
        error={answer.errorOf('reason')}
      />
      <Button type="submit" name="intent" value="reopen" variant="primary">
        {m.cases_reopen()}
      </Button>
    </Form>
  )
}

type Closing = ReturnType<typeof useLoaderData<typeof loader>>['closing']

function retainHint({ rules, children, isKeptByConsultations }: Closing): string {
  if (isKeptByConsultations) return m.cases_retain_consultations()
  const { retentionYears: years, childAge: age } = rules
  const from = rules.countsFrom === 'day' ? m.cases_retain_from_day() : m.cases_retain_from_year()
  const words =
    children > 0
      ? m.cases_retain_hint({ years, age, children, from })
      : m.cases_retain_hint_alone({ years, from })
  return rules.isOurs ? `${words} ${m.cases_retain_ours()}` : words
}
