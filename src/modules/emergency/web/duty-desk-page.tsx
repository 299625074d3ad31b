import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { appointDuty, askForDuty, decideOnDuty, showAppointment } from '../appoint-duty.ts'
import { problemIn } from './complaint.ts'
import './emergency.css'

export const loader = page({ found: look(showAppointment, () => ({})) })
export const action = form({
  ask: submit(askForDuty, ({ form: { deskId } }) => ({ deskId: deskId === 'none' ? '' : deskId })),
  agree: submit(decideOnDuty, ({ form: { actId, seal } }) => ({ actId, seal, answer: 'agree' })),
  decline: submit(decideOnDuty, ({ form: { actId, seal } }) => ({ actId, seal, answer: 'decline' })),
  appoint: submit(appointDuty, ({ form: { actId } }) => ({ actId })),
})
export const meta = () => [{ title: `${m.emergency_desk_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** Which desk may open a case of another one in an emergency; none until two administrators say so. */
export default function DutyDeskPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: object } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  return (
    <div className="stack">
      <PageTitle title={m.emergency_desk_title()} lead={m.emergency_desk_lead()} />
      <FormProblem answer={{ errors: [], problem: problemIn(failure) }} />
      {answer && 'done' in answer ? <Notice tone="success" title={m.emergency_done()} live /> : null}
      <Panel title={m.emergency_desk_now()}>
        <p>
          {found.now
            ? m.emergency_desk_since({
                desk: found.now.name,
                day: formatDay(dayOf(found.now.since), getLocale()),
              })
            : m.emergency_desk_none()}
        </p>
      </Panel>
      {found.acts.length > 0 ? <Waiting acts={found.acts} /> : null}
      <Panel title={m.emergency_desk_change()}>
        <Form method="post" className="form-stack">
          <p>{m.emergency_desk_change_text()}</p>
          <SelectField
            name="deskId"
            label={m.emergency_desk()}
            choices={[
              ...found.desks.map(({ deskId, name }) => ({ value: deskId, label: name })),
              { value: 'none', label: m.emergency_desk_nobody() },
            ]}
            emptyLabel={m.emergency_desk_choose()}
            required
          />
          <div>
            <Button type="submit" name="intent" value="ask">
              {m.emergency_desk_ask()}
            </Button>
          </div>
        </Form>
      </Panel>
    </div>
  )
}

function Waiting({ acts }: { acts: Found['acts'] }) {
  return (
    <Panel title={m.emergency_acts()}>
      <p className="hint">{m.emergency_acts_text()}</p>
      <ul className="emergency-list">
        {acts.map((act) => (
          <li key={act.id}>
            <h3>{act.deskName ? m.emergency_act({ desk: act.deskName }) : m.emergency_act_none()}</h3>
            <p className="hint">
              {m.emergency_act_by({ name: act.askedBy, until: formatShortDateTime(act.expiresAt) })}
            </p>
            <Answer act={act} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Answer({ act }: { act: Found['acts'][number] }) {
  return (
    <Form method="post">
      <input type="hidden" name="actId" value={act.id} />
      <input type="hidden" name="seal" value={act.seal} />
      <p>
        {act.isApproved
          ? act.isMine
            ? m.emergency_act_agreed_mine()
            : m.emergency_act_agreed()
          : act.isMine
            ? m.emergency_act_waits()
            : ''}
      </p>
      <div className="emergency-acts">
        {act.isMine && act.isApproved ? (
          <Button type="submit" name="intent" value="appoint" variant="primary">
            {m.emergency_act_do()}
          </Button>
        ) : null}
        {!act.isMine && !act.isApproved ? (
          <Button type="submit" name="intent" value="agree" variant="primary">
            {m.emergency_act_agree()}
          </Button>
        ) : null}
        <Button type="submit" name="intent" value="decline">
          {act.isMine ? m.emergency_act_take_back() : m.emergency_act_decline()}
        </Button>
      </div>
    </Form>
  )
}
