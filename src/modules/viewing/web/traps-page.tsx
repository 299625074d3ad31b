import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { endTrap, listTraps, plantTrap } from '../traps.ts'
import { useViewingAnswer } from './viewing-answer.ts'
import './viewing.css'

export const loader = page({ found: look(listTraps, () => ({})) })
export const action = form({
  plant: submit(plantTrap, ({ form: posted }) => ({ case: posted.case })),
  end: submit(endTrap, ({ form: posted }) => ({ trapId: posted.trapId })),
})
export const meta = () => [{ title: `${m.viewing_traps_title()} - ${m.shell_product()}` }]

/** Cases that nobody has a reason to open: planted by auditors, ordinary to everybody else. */
export default function TrapsPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useViewingAnswer()
  return (
    <div className="stack">
      <PageTitle title={m.viewing_traps_title()} lead={m.viewing_traps_lead()} />
      <FormProblem answer={{ errors: answer.errors, problem: answer.problem }} />
      {answer.done ? <Notice tone="success" title={m.viewing_traps_done()} live /> : null}
      <Panel title={m.viewing_traps_now()}>
        {found.traps.length === 0 ? <p>{m.viewing_traps_none()}</p> : null}
        <ul className="viewing-list">
          {found.traps.map((trap) => (
            <li key={trap.id} className="viewing-entry">
              <h3>{m.viewing_alert_case({ number: trap.caseShort })}</h3>
              <p className="hint">
                {m.viewing_trap_set_by({ name: trap.setBy, at: formatShortDateTime(trap.setAt) })}
              </p>
              <Form method="post">
                <input type="hidden" name="trapId" value={trap.id} />
                <Button type="submit" name="intent" value="end">
                  {m.viewing_trap_end()}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={m.viewing_trap_new()}>
        <ol className="viewing-steps">
          <li>{m.viewing_trap_step_case()}</li>
          <li>{m.viewing_trap_step_number()}</li>
          <li>{m.viewing_trap_step_alert()}</li>
        </ol>
        <Form method="post" noValidate className="form-stack">
          <TextField
            name="case"
            label={m.viewing_trap_case()}
            hint={m.viewing_trap_case_hint()}
            width="short"
            required
            error={answer.errorOf('case')}
          />
          <div>
            <Button type="submit" name="intent" value="plant">
              {m.viewing_trap_plant()}
            </Button>
          </div>
        </Form>
      </Panel>
    </div>
  )
}
