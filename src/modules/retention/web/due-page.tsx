import { Form, Link, useLoaderData, useSearchParams } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { listDue } from '../list-due.ts'
import { proposeDisposal } from '../propose-disposal.ts'
import { errorAt, problemsOf } from './complaint.ts'
import { keepingPath, recordTitle, shortDay } from './record-words.ts'
import './retention.css'

export const loader = page({
  found: look(listDue, ({ query }) => ({ deskId: query.get('deskId') || undefined })),
})
export const action = form({
  propose: submit(
    proposeDisposal,
    ({ form: { deskId, records } }) => ({ deskId, records: records ?? [] }),
    ({ listId, lists }, { form: { deskId } }) =>
      lists === 1 ? `/disposals/${listId}` : `/disposals?deskId=${deskId}&parted=${lists}`,
  ),
})
export const meta = () => [{ title: `${m.retention_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** What may be destroyed, if two people decide so; and the lists there were. */
export default function DuePage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer?.failure
  const parted = Number(useSearchParams()[0].get('parted'))
  return (
    <div className="stack">
      <PageTitle
        title={m.retention_title()}
        lead={m.retention_lead()}
        actions={<LinkButton to="/disposals/rules">{m.retention_rules()}</LinkButton>}
      />
      <FormProblem answer={problemsOf(failure)} />
      {parted > 1 ? <Notice title={m.retention_parted({ count: parted })} live /> : null}
      <Desks found={found} />
      {found.due.length === 0 ? (
        <EmptyState title={m.retention_due_none()} text={m.retention_due_none_text()} />
      ) : (
        <>
          <Due found={found} error={errorAt(failure, 'records')} />
          <Held found={found} />
        </>
      )}
      {found.lists.length > 0 ? <Lists lists={found.lists} /> : null}
    </div>
  )
}

function Desks({ found }: { found: Found }) {
  if (found.desks.length < 2) return null
  return (
    <nav aria-label={m.retention_desk()} className="retention-desks">
      {found.desks.map((desk) => (
        <Link
          key={desk.deskId}
          to={`/disposals?deskId=${desk.deskId}`}
          className="link"
          aria-current={desk.deskId === found.deskId ? 'page' : undefined}
        >
          {desk.name}
        </Link>
      ))}
    </nav>
  )
}

function Due({ found, error }: { found: Found; error: string | undefined }) {
  const free = found.due.filter((one) => !one.isHeld)
  if (free.length === 0) return null
  return (
    <Panel title={m.retention_due()}>
      <Form method="post" className="form-stack">
        <input type="hidden" name="deskId" value={found.deskId} />
        <ChoiceGroup
          kind="checkbox"
          id="records"
          name="records[]"
          label={m.retention_choose()}
          required
          hint={found.isMore ? m.retention_more({ count: found.due.length }) : m.retention_choose_hint()}
          error={error}
          choices={free.map((one) => ({
            value: `${one.kind}:${one.recordId}`,
            label: recordTitle(one),
            hint: spaced([
              one.kind === 'case' && one.endedOn && m.retention_closed_on({ day: shortDay(one.endedOn) }),
              m.retention_kept_until({ day: shortDay(one.keepUntil) }),
            ]),
          }))}
        />
        <div>
          <Button type="submit" name="intent" value="propose" variant="primary">
            {m.retention_propose()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

/** What is due and must stay: who made it so, and until when it was kept, stand on its own page. */
function Held({ found }: { found: Found }) {
  const held = found.due.filter((one) => one.isHeld)
  if (held.length === 0) return null
  return (
    <Panel title={m.retention_held_title()}>
      <ul className="retention-list">
        {held.map((one) => (
          <li key={one.recordId}>
            <Link to={keepingPath(one)} className="link">
              {recordTitle(one)}
            </Link>{' '}
            <StatusLabel tone="attention">{m.retention_held()}</StatusLabel>
            <p className="hint">{m.retention_kept_until({ day: shortDay(one.keepUntil) })}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const stateWords = {
  proposed: { tone: 'waiting', word: m.retention_state_proposed },
  withdrawn: { tone: 'closed', word: m.retention_state_withdrawn },
  done: { tone: 'done', word: m.retention_state_done },
} as const

function Lists({ lists }: { lists: Found['lists'] }) {
  return (
    <Panel title={m.retention_lists()}>
      <ul className="retention-list">
        {lists.map((one) => (
          <li key={one.listId}>
            <Link to={`/disposals/${one.listId}`} className="link">
              {m.retention_list_by({
                name: one.madeBy,
                day: shortDay(dayOf(one.madeAt)),
                count: one.items,
              })}
            </Link>{' '}
            <StatusLabel tone={stateWords[one.state].tone}>{stateWords[one.state].word()}</StatusLabel>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
