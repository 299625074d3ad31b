import { Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { askForDisposal, decideOnDisposal } from '../decide-on-disposal.ts'
import { type ShownDisposal, showDisposal } from '../show-disposal.ts'
import { shredDisposal } from '../shred-disposal.ts'
import { takeFromDisposal, withdrawDisposal } from '../take-from-disposal.ts'
import { problemsOf } from './complaint.ts'
import { Decision } from './decision.tsx'
import { keepingPath, recordTitle, shortDay } from './record-words.ts'
import { TakeOut } from './take-out.tsx'
import './retention.css'

export const loader = page({ found: look(showDisposal, ({ params }) => ({ listId: params.listId ?? '' })) })
export const action = form({
  ask: submit(askForDisposal, ({ params }) => ({ listId: params.listId })),
  agree: submit(decideOnDisposal, ({ params, form: { actId, seal } }) => ({
    listId: params.listId,
    actId,
    seal,
    answer: 'agree',
  })),
  decline: submit(decideOnDisposal, ({ params, form: { actId, seal } }) => ({
    listId: params.listId,
    actId,
    seal,
    answer: 'decline',
  })),
  shred: submit(shredDisposal, ({ params }) => ({ listId: params.listId })),
  take: submit(takeFromDisposal, ({ form: { itemId, keepUntil, reason } }) => ({
    itemId,
    keepUntil,
    reason,
  })),
  withdraw: submit(withdrawDisposal, ({ params }) => ({ listId: params.listId })),
})
export const meta = () => [{ title: `${m.retention_list_title()} - ${m.shell_product()}` }]

/** One list from its making to the day after which nothing of it can be opened anywhere. */
export default function ListPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: object } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  return (
    <div className="stack">
      <PageTitle
        title={m.retention_list_title()}
        lead={m.retention_list_by({
          name: found.madeBy,
          day: shortDay(dayOf(found.madeAt)),
          count: found.items.length,
        })}
        actions={<LinkButton to="/disposals">{m.retention_back()}</LinkButton>}
      />
      <FormProblem answer={problemsOf(failure)} />
      {answer && 'done' in answer && !found.shredded ? (
        <Notice tone="success" title={m.retention_done()} live />
      ) : null}
      {found.shredded ? <Certificate found={found} shredded={found.shredded} /> : null}
      <Items found={found} failure={failure} />
      {found.state === 'proposed' ? (
        <>
          {found.items.some((item) => item.state === 'listed') ? <WhatGoes goes={found.goesWithIt} /> : null}
          <Decision found={found} />
        </>
      ) : null}
    </div>
  )
}

function Certificate({
  found,
  shredded,
}: {
  found: ShownDisposal
  shredded: NonNullable<ShownDisposal['shredded']>
}) {
  const day = shortDay(shredded.effectiveOn)
  return (
    <Panel title={m.retention_certificate()}>
      <p>
        <strong>{m.retention_shredded({ day: shortDay(shredded.on), count: shredded.count })}</strong>
      </p>
      {found.endedBy ? <p>{m.retention_shredded_by({ name: found.endedBy })}</p> : null}
      <p>{shredded.isEffective ? m.retention_effective({ day }) : m.retention_not_effective({ day })}</p>
      <p className="hint">{m.retention_stays_text()}</p>
    </Panel>
  )
}

function WhatGoes({ goes }: { goes: ShownDisposal['goesWithIt'] }) {
  const lines = [
    { of: 'people', count: goes.people, words: m.retention_goes_people },
    { of: 'consultations', count: goes.consultations, words: m.retention_goes_consultations },
    { of: 'files', count: goes.files, words: m.retention_goes_files },
    { of: 'requests', count: goes.requests, words: m.retention_goes_requests },
    { of: 'acts', count: goes.acts, words: m.retention_goes_acts },
  ].filter(({ count }) => count > 0)
  return (
    <>
      <Panel title={m.retention_goes()}>
        <p>{m.retention_goes_text()}</p>
        <ul className="list-disc pl-6">
          {lines.map(({ of, count, words }) => (
            <li key={of}>{words({ count })}</li>
          ))}
        </ul>
      </Panel>
      <Panel title={m.retention_stays()}>
        <p>{m.retention_stays_text()}</p>
      </Panel>
    </>
  )
}

function Items({ found, failure }: { found: ShownDisposal; failure: FormFailure['failure'] | undefined }) {
  return (
    <Panel title={m.retention_list_items()}>
      <ul className="retention-list">
        {found.items.map((item) => (
          <li key={item.itemId}>
            <ItemTitle item={item} />
            {item.state === 'taken_out' ? (
              <>
                <p>
                  {m.retention_taken_out({
                    name: item.takenBy ?? '',
                    day: item.keepUntil ? shortDay(item.keepUntil) : '',
                  })}
                </p>
                <p className="retention-text">{item.reason ?? m.retention_reason_closed()}</p>
              </>
            ) : null}
            {item.state === 'withdrawn' && item.hasJoined ? <p>{m.retention_item_joined()}</p> : null}
            {item.state === 'listed' && item.endedOn && item.kind === 'case' ? (
              <p className="hint">{m.retention_closed_on({ day: shortDay(item.endedOn) })}</p>
            ) : null}
            {item.state === 'listed' && found.state === 'proposed' ? (
              <TakeOut itemId={item.itemId} failure={failure} />
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function ItemTitle({ item }: { item: ShownDisposal['items'][number] }) {
  if (item.state === 'shredded')
    return (
      <p>
        {item.kind === 'case' ? m.retention_case() : m.retention_consultation()}{' '}
        <StatusLabel tone="closed">{m.retention_item_gone()}</StatusLabel>
      </p>
    )
  return (
    <h3>
      <Link to={item.hasJoined ? `/consultations/${item.recordId}` : keepingPath(item)} className="link">
        {recordTitle(item)}
      </Link>
    </h3>
  )
}
