import { Form, Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatTime } from '../../../ui/wareki/format-japanese-date.ts'
import { breakGlass } from '../break-glass.ts'
import { findForDuty } from '../find-for-duty.ts'
import { showDuty } from '../show-duty.ts'
import { problemIn } from './complaint.ts'
import { FindForm } from './find-form.tsx'
import './emergency.css'

export const loader = page({ duty: look(showDuty, () => ({})) })
export const action = form({
  // Posted: who is looked for stands in no address.
  find: submit(findForDuty, ({ form: { number, phone, kana, birthDate } }) => ({
    number,
    phone,
    kana,
    birthDate,
  })),
  break: submit(
    breakGlass,
    ({ form: { caseId, reason } }) => ({ caseId, reason }),
    ({ caseId }) => `/duty/cases/${caseId}`,
  ),
})
export const meta = () => [{ title: `${m.emergency_title()} - ${m.shell_product()}` }]

interface Found {
  found: { caseId: string; deskName: string }[]
}

/** For somebody on duty at night: one case of another desk, found by whole traits, for an hour, told at once. */
export default function DutyPage() {
  const { duty } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: Found } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  const done = answer && 'done' in answer ? answer.done : undefined
  return (
    <div className="stack">
      <PageTitle title={m.emergency_title()} lead={m.emergency_lead()} />
      <FormProblem answer={{ errors: [], problem: problemIn(failure?.failure) }} />
      {duty.open.map((one) => (
        <Notice key={one.caseId} title={m.emergency_open_until({ time: formatTime(one.endsAt) })}>
          <p>
            <Link to={`/duty/cases/${one.caseId}`} className="link">
              {m.emergency_to_case()}
            </Link>
          </p>
        </Notice>
      ))}
      {duty.isOnDuty ? (
        <OnDuty waitsForReview={duty.waitsForReview} found={done?.found} failure={failure} />
      ) : (
        <Notice title={m.emergency_not_on_duty()}>
          <p>{m.emergency_not_on_duty_text()}</p>
        </Notice>
      )}
    </div>
  )
}

interface OnDutyProps {
  waitsForReview: boolean
  found: Found['found'] | undefined
  failure: FormFailure | undefined
}

function OnDuty({ waitsForReview, found, failure }: OnDutyProps) {
  const tried = failure?.values.intent === 'break' ? String(failure.values.caseId ?? '') : ''
  if (waitsForReview)
    return (
      <Notice title={m.emergency_waits()}>
        <p>{m.emergency_waits_text()}</p>
      </Notice>
    )
  return (
    <>
      <Panel title={m.emergency_find()}>
        <FindForm typed={failure?.values ?? {}} />
      </Panel>
      {found?.length === 0 ? (
        <Notice title={m.emergency_nothing()}>
          <p>{m.emergency_nothing_text()}</p>
        </Notice>
      ) : null}
      {found?.map((one, index) => (
        <BreakForm
          key={one.caseId}
          caseId={one.caseId}
          place={`${index + 1}/${found.length}`}
          desk={one.deskName}
          reason=""
        />
      ))}
      {tried ? (
        <BreakForm caseId={tried} place="" desk="" reason={String(failure?.values.reason ?? '')} />
      ) : null}
    </>
  )
}

interface BreakFormProps {
  caseId: string
  /** Which of how many were found: two of one desk are told apart by it alone. */
  place: string
  desk: string
  reason: string
}

function BreakForm({ caseId, place, desk, reason }: BreakFormProps) {
  return (
    <Panel title={desk ? m.emergency_found({ desk, place }) : m.emergency_found_again()}>
      <Form method="post" className="form-stack">
        <p>{m.emergency_break_text()}</p>
        <input type="hidden" name="caseId" value={caseId} />
        <TextArea
          id={`reason-${caseId}`}
          name="reason"
          label={m.emergency_reason()}
          hint={m.emergency_reason_hint()}
          defaultValue={reason}
          required
          rows={3}
        />
        <div>
          <Button type="submit" name="intent" value="break" variant="danger">
            {m.emergency_break()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
