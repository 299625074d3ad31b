import { Form, useLoaderData } from 'react-router'
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
import { prepareClosing } from '../prepare-closing.ts'
import { reopenCase } from '../reopen-case.ts'
import { CaseFrame } from './case-frame.tsx'
import { type Answer, useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'
import { wordsOf } from './words-of.ts'

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
  const answer = useAnswer()
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
      <DateField
        name="retainUntil"
        label={m.cases_retain_until()}
        required
        defaultValue={answer.typed('retainUntil') ?? closing.retainUntil}
        error={answer.errorOf('retainUntil')}
        hint={m.cases_retain_hint({
          years: rules.retentionYears,
          age: rules.childAge,
          children: closing.children,
        })}
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
