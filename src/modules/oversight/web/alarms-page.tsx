import { useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { answerAlarm } from '../answer-alarm.ts'
import { listAlarms } from '../list-alarms.ts'
import { AlarmEntry } from './alarm-entry.tsx'
import './oversight.css'

export const loader = page({ found: look(listAlarms, () => ({})) })
export const action = form({
  answer: submit(answerAlarm, ({ form: { alarmId, answer } }) => ({ alarmId, answer: answer || undefined })),
})
export const meta = () => [{ title: `${m.oversight_alarms_title()} - ${m.shell_product()}` }]

/** What the vault refused, what that means for people at work, and what to do about it. */
export default function AlarmsPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: object } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const problem = failure ? complaint(Object.values(failure.fields)[0] ?? failure.key) : undefined
  return (
    <div className="stack">
      <PageTitle title={m.oversight_alarms_title()} lead={m.oversight_alarms_lead()} />
      <FormProblem answer={{ errors: [], problem }} />
      {answer && 'done' in answer ? <Notice tone="success" title={m.oversight_alarm_noted()} live /> : null}
      {found.open.length > 0 ? <FirstOfAll /> : null}
      {found.open.length === 0 ? (
        <EmptyState title={m.oversight_alarms_none()} text={m.oversight_alarms_none_text()} />
      ) : (
        <Panel title={m.oversight_alarms_open({ count: found.open.length })}>
          <ul className="alarms">
            {found.open.map((one) => (
              <AlarmEntry key={one.id} alarm={one} />
            ))}
          </ul>
        </Panel>
      )}
      {found.open.length > 0 ? <WhatToDo /> : null}
      {found.answered.length > 0 ? (
        <Panel title={m.oversight_alarms_answered()}>
          <ul className="alarms">
            {found.answered.map((one) => (
              <AlarmEntry key={one.id} alarm={one} />
            ))}
          </ul>
        </Panel>
      ) : null}
    </div>
  )
}

/** The list may be long; who must be called at once stands above it. */
function FirstOfAll() {
  return (
    <Notice tone="warning" title={m.oversight_alarms_first()}>
      <p>
        {m.oversight_alarms_first_text()} <a href="#steps">{m.oversight_alarms_first_link()}</a>
      </p>
    </Notice>
  )
}

function WhatToDo() {
  return (
    <Panel title={m.oversight_alarms_do()}>
      <ol className="alarm-steps" id="steps">
        <li>{m.oversight_alarms_do_call()}</li>
        <li>{m.oversight_alarms_do_keep()}</li>
        <li>{m.oversight_alarms_do_stop()}</li>
        <li>{m.oversight_alarms_do_copy()}</li>
        <li>{m.oversight_alarms_do_find()}</li>
        <li>{m.oversight_alarms_do_backup()}</li>
        <li>{m.oversight_alarms_do_answer()}</li>
      </ol>
      <p className="hint mt-3">{m.oversight_alarms_do_more()}</p>
    </Panel>
  )
}

function complaint(key: string): string {
  return key === 'oversight_alarm_answer_missing'
    ? m.oversight_alarm_answer_missing()
    : m.oversight_alarm_gone()
}
