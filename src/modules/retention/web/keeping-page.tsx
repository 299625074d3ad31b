import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf, formatEraDay } from '../../../ui/wareki/format-japanese-date.ts'
import { type HoldGround, holdGrounds, type KeptKind } from '../contract.ts'
import { holdKeptRecord } from '../hold-record.ts'
import { liftHold } from '../lift-hold.ts'
import { showKeeping } from '../show-keeping.ts'
import { errorAt, problemsOf } from './complaint.ts'
import { recordTitle, shortDay } from './record-words.ts'
import './retention.css'

const named = (params: Record<string, string | undefined>) => ({
  kind: (params.caseId ? 'case' : 'consultation') as KeptKind,
  recordId: params.caseId ?? params.consultationId ?? '',
})
export const loader = page({ found: look(showKeeping, ({ params }) => named(params)) })
export const action = form({
  hold: submit(holdKeptRecord, ({ params, form: { ground, reason } }) => ({
    ...named(params),
    ground: ground || undefined,
    reason,
  })),
  lift: submit(liftHold, ({ form: { holdId, reason } }) => ({ holdId, reason })),
})
export const meta = () => [{ title: `${m.retention_keeping_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']
type Answer = { done?: object } | FormFailure

const groundWords: Readonly<Record<HoldGround, () => string>> = {
  claim: m.retention_ground_claim,
  complaint: m.retention_ground_complaint,
  disclosure_request: m.retention_ground_disclosure_request,
  other: m.retention_ground_other,
}

/** Until when one record is kept, and what keeps it from being destroyed. */
export default function KeepingPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Answer>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const { record } = found
  const isCase = record.kind === 'case'
  return (
    <div className="stack">
      <PageTitle
        title={m.retention_keeping_title()}
        lead={recordTitle(record)}
        actions={
          <LinkButton to={`/${isCase ? 'cases' : 'consultations'}/${record.recordId}`}>
            {isCase ? m.retention_back_case() : m.retention_back_consultation()}
          </LinkButton>
        }
      />
      <FormProblem answer={problemsOf(failure)} />
      {answer && 'done' in answer ? <Notice tone="success" title={m.retention_done()} live /> : null}
      {record.isListed ? <Notice tone="warning" title={m.retention_on_list()} /> : null}
      {record.isHeld && found.holds.every((hold) => hold.liftedAt) ? (
        <Notice tone="information" title={m.retention_held_for_access()} />
      ) : null}
      <Panel title={m.retention_clock()}>
        <DescriptionList
          items={[
            {
              term: m.retention_clock(),
              detail: record.keepUntil ? formatEraDay(record.keepUntil) : m.retention_clock_none(),
            },
          ]}
        />
      </Panel>
      {found.holds.length > 0 ? <Holds found={found} /> : null}
      {/* Emptied once it was taken. */}
      <PutHold key={found.holds.length} answer={answer} failure={failure} />
    </div>
  )
}

function PutHold({
  answer,
  failure,
}: {
  answer: Answer | undefined
  failure: FormFailure['failure'] | undefined
}) {
  const values = answer && 'failure' in answer ? answer.values : {}
  const typed = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  return (
    <Panel title={m.retention_hold()}>
      <Form method="post" className="form-stack" noValidate>
        <p>{m.retention_hold_text()}</p>
        <ChoiceGroup
          kind="radio"
          name="ground"
          label={m.retention_hold_ground()}
          required
          choices={holdGrounds.map((value) => ({ value, label: groundWords[value]() }))}
          chosen={[typed('ground')]}
          error={errorAt(failure, 'ground')}
        />
        <TextArea
          name="reason"
          label={m.retention_hold_reason()}
          hint={m.retention_hold_reason_hint()}
          required
          rows={3}
          maxGraphemes={2000}
          defaultValue={typed('holdId') ? '' : typed('reason')}
          error={typed('holdId') ? undefined : errorAt(failure, 'reason')}
        />
        <div>
          <Button type="submit" name="intent" value="hold" variant="primary">
            {m.retention_hold()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

function Holds({ found }: { found: Found }) {
  return (
    <Panel title={m.retention_holds()}>
      <ul className="retention-list">
        {found.holds.map((hold) => (
          <li key={hold.id}>
            <h3>
              {groundWords[hold.ground]()}{' '}
              {hold.liftedAt ? null : <StatusLabel tone="attention">{m.retention_held()}</StatusLabel>}
            </h3>
            <p className="hint">
              {m.retention_hold_by({ name: hold.putBy, day: shortDay(dayOf(hold.putAt)) })}
            </p>
            <p className="retention-text">{hold.reason ?? m.retention_reason_closed()}</p>
            {hold.liftedAt ? (
              <>
                <p className="hint">
                  {m.retention_lifted_by({ name: hold.liftedBy ?? '', day: shortDay(dayOf(hold.liftedAt)) })}
                </p>
                <p className="retention-text">{hold.liftedReason ?? m.retention_reason_closed()}</p>
              </>
            ) : null}
            {!hold.liftedAt && found.mayLift ? <Lift holdId={hold.id} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Lift({ holdId }: { holdId: string }) {
  return (
    <details className="disclosure">
      <summary>{m.retention_lift()}</summary>
      <Form method="post" className="form-stack">
        <input type="hidden" name="holdId" value={holdId} />
        <TextArea
          id={`lift-${holdId}`}
          name="reason"
          label={m.retention_lift_reason()}
          required
          rows={3}
          maxGraphemes={2000}
        />
        <div>
          <Button type="submit" name="intent" value="lift">
            {m.retention_lift()}
          </Button>
        </div>
      </Form>
    </details>
  )
}
