import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { liftReadStop } from '../lift-read-stop.ts'
import { listReads } from '../list-reads.ts'
import { setReadBudget } from '../set-read-budget.ts'
import { BudgetForm } from './budget-form.tsx'
import { countedWords } from './counted-words.ts'
import './oversight.css'

export const loader = page({ found: look(listReads, () => ({})) })
export const action = form({
  lift: submit(liftReadStop, ({ form: { userId, what, reason } }) => ({ userId, what, reason })),
  set: submit(setReadBudget, ({ form: { what, askAfter, stopAfter } }) => ({ what, askAfter, stopAfter })),
})
export const meta = () => [{ title: `${m.oversight_reads_title()} - ${m.shell_product()}` }]

const complaint = errorWords({
  oversight_reads_reason_missing: m.oversight_reads_reason_missing,
  oversight_words_reason_long: m.oversight_words_reason_long,
  oversight_reads_gone: m.oversight_reads_gone,
  oversight_reads_bad_number: m.oversight_reads_bad_number,
  oversight_reads_bad_stop: m.oversight_reads_bad_stop,
})

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** Who cannot go on today and may be helped, and the figures that hold for everybody. */
export default function ReadsPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: object } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const problem = failure ? complaint(Object.values(failure.fields)[0] ?? failure.key) : undefined
  return (
    <div className="stack">
      <PageTitle title={m.oversight_reads_title()} lead={m.oversight_reads_lead()} />
      <FormProblem answer={{ errors: [], problem }} />
      {answer && 'done' in answer ? <Notice tone="success" title={m.oversight_reads_saved()} live /> : null}
      <Panel title={m.oversight_reads_stopped()}>
        {found.stops.length === 0 ? <p>{m.oversight_reads_none()}</p> : null}
        <ul className="alarms">
          {found.stops.map((one) => (
            <li key={`${one.userId} ${one.what}`} className="alarm">
              <Stop stop={one} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={m.oversight_reads_rules()}>
        <Rules budgets={found.budgets} />
        {found.maySet ? <BudgetForm budgets={found.budgets} /> : null}
      </Panel>
    </div>
  )
}

function Stop({ stop }: { stop: Found['stops'][number] }) {
  return (
    <>
      <h3>{stop.name}</h3>
      <p>{m.oversight_reads_line({ what: countedWords[stop.what](), spent: stop.spent, most: stop.most })}</p>
      {stop.spent < stop.most ? (
        <p>{m.oversight_reads_may()}</p>
      ) : (
        <Form method="post" className="form-stack">
          <input type="hidden" name="userId" value={stop.userId} />
          <input type="hidden" name="what" value={stop.what} />
          <TextArea
            id={`reason-${stop.userId}-${stop.what}`}
            name="reason"
            label={m.oversight_reads_reason()}
            hint={m.oversight_reads_reason_hint()}
            required
            rows={2}
          />
          <p className="hint">{m.oversight_reads_lift_text()}</p>
          <div>
            <Button type="submit" name="intent" value="lift">
              {m.oversight_reads_lift()}
            </Button>
          </div>
        </Form>
      )}
    </>
  )
}

function Rules({ budgets }: { budgets: Found['budgets'] }) {
  return (
    <DataTable
      caption={m.oversight_reads_rules()}
      captionHidden
      rows={budgets}
      rowKey={(row) => row.what}
      columns={[
        { key: 'what', header: m.oversight_reads_kind(), cell: (row) => countedWords[row.what]() },
        {
          key: 'ask',
          header: m.oversight_reads_ask(),
          cell: (row) =>
            row.askAfter === null
              ? m.oversight_reads_ask_never()
              : m.oversight_reads_ask_cell({ count: row.askAfter }),
        },
        {
          key: 'stop',
          header: m.oversight_reads_stop(),
          cell: (row) => m.oversight_reads_stop_cell({ count: row.stopAfter }),
        },
        {
          key: 'whose',
          header: m.oversight_reads_whose(),
          cell: (row) => (row.isOurs ? m.oversight_reads_rules_ours() : m.oversight_reads_rules_set()),
        },
      ]}
    />
  )
}
