import type { ReactNode } from 'react'
import { Form, useLoaderData } from 'react-router'
import { choicesOf } from '../../../codes/words.ts'
import { form, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { assign } from '../assign.ts'
import { changeStatus } from '../change-status.ts'
import { waitingReasons } from '../codes.ts'
import { reviewCase } from '../review-case.ts'
import { setRisk } from '../set-risk.ts'
import { setWaiting } from '../set-waiting.ts'
import { waitingWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'

export const loader = page({ frame: frameOf })
export const action = form({
  risk: submit(setRisk, withCase, toCase),
  waiting: submit(setWaiting, withCase, toCase),
  resume: submit(changeStatus, (posted) => ({ ...withCase(posted), status: 'open' }), toCase),
  assign: submit(assign, withCase),
  review: submit(reviewCase, withCase, toCase),
})
export const meta = () => [{ title: `${m.cases_do_state()} - ${m.shell_product()}` }]

export default function StatePage() {
  const { frame } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const today = dayOf(new Date())
  const tried = answer.values.intent
  const errorIn = (intent: string, name: string) => (tried === intent ? answer.errorOf(name) : undefined)
  const typedIn = (intent: string, name: string) => (tried === intent ? (answer.typed(name) ?? '') : '')
  const assigned = answer.done as { isAbsentToday?: boolean } | undefined
  const reason = (intent: string, required: boolean) => (
    <TextArea
      id={errorIn(intent, 'reason') ? 'reason' : `reason-${intent}`}
      name="reason"
      label={m.cases_reason()}
      required={required}
      rows={2}
      defaultValue={typedIn(intent, 'reason')}
      error={errorIn(intent, 'reason')}
    />
  )
  return (
    <CaseFrame frame={frame} title={m.cases_do_state()} answer={answer}>
      {assigned ? (
        <Notice
          tone={assigned.isAbsentToday ? 'warning' : 'success'}
          title={assigned.isAbsentToday ? m.cases_assigned_absent() : m.cases_assigned()}
          live
        />
      ) : null}
      <Part intent="risk" title={m.cases_risk()} action={m.cases_risk_set()}>
        <ChoiceGroup
          kind="radio"
          name="riskLevel"
          label={m.cases_risk()}
          required
          inline
          choices={choicesOf('risk')}
          chosen={[typedIn('risk', 'riskLevel') || frame.riskLevel]}
        />
        <DateField
          name="reassessBy"
          label={m.cases_reassess_by()}
          defaultValue={typedIn('risk', 'reassessBy') || (frame.reassessBy ?? '')}
          error={errorIn('risk', 'reassessBy')}
          today={today}
        />
        {reason('risk', true)}
      </Part>
      {frame.status === 'waiting' ? (
        <Part intent="resume" title={m.cases_resume()} action={m.cases_resume()}>
          {reason('resume', true)}
        </Part>
      ) : null}
      <Part intent="waiting" title={m.cases_waiting_title()} action={m.cases_waiting_set()}>
        <ChoiceGroup
          kind="radio"
          name="waitingFor"
          label={m.cases_waiting_for()}
          required
          inline
          choices={waitingReasons.map((value) => ({ value, label: waitingWord(value) }))}
          chosen={[typedIn('waiting', 'waitingFor') || (frame.waitingFor ?? '')]}
          error={errorIn('waiting', 'waitingFor')}
        />
        <DateField
          id="nextReviewOn-waiting"
          name="nextReviewOn"
          label={m.cases_next_review()}
          error={errorIn('waiting', 'nextReviewOn')}
          today={today}
        />
        {reason('waiting', false)}
      </Part>
      <Part intent="assign" title={m.cases_assignee()} action={m.cases_assign()}>
        <SelectField
          name="assigneeId"
          label={m.cases_assignee()}
          required
          defaultValue={frame.assigneeId ?? ''}
          choices={frame.colleagues.map(({ userId, name }) => ({ value: userId, label: name }))}
          error={errorIn('assign', 'assigneeId')}
        />
        {reason('assign', false)}
      </Part>
      <Part intent="review" title={m.cases_review_title()} action={m.cases_review_done()}>
        <DateField
          name="nextReviewOn"
          label={m.cases_next_review()}
          error={errorIn('review', 'nextReviewOn')}
          today={today}
        />
        <TextArea
          name="comment"
          label={m.cases_comment()}
          rows={2}
          defaultValue={typedIn('review', 'comment')}
        />
      </Part>
    </CaseFrame>
  )
}

function Part({
  intent,
  title,
  action: label,
  children,
}: {
  intent: string
  title: string
  action: string
  children: ReactNode
}) {
  return (
    <Panel title={title}>
      <Form method="post" className="case-form">
        {children}
        <div className="case-buttons">
          <Button type="submit" name="intent" value={intent} variant="primary">
            {label}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
