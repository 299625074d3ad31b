import { Form, Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { findOthers } from '../find-others.ts'
import { mergePeople, separatePeople } from '../merge-people.ts'
import { openSamePeople } from '../open-same-people.ts'
import type { ShownPerson } from '../shapes.ts'
import { FindOthers } from './find-others.tsx'
import { PersonCardLines } from './person-card-lines.tsx'
import './people.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  found: look(openSamePeople, ({ params }) => ({ personId: params.personId ?? '' })),
})

export const action = form({
  merge: submit(mergePeople, ({ params, form: posted }) => ({ ...posted, personId: params.personId })),
  separate: submit(separatePeople, ({ form: posted }) => posted),
  find: submit(findOthers, ({ params, form: posted }) => ({ ...posted, personId: params.personId })),
})

export const meta = () => [{ title: `${m.people_same_title()} - ${m.shell_product()}` }]

const wordsOf = errorWords(
  {
    people_error_choose: m.people_error_choose,
    people_error_same: m.people_error_same,
    people_error_words: m.people_error_words,
    people_error_words_long: m.people_error_words_long,
  },
  m.people_same_failed,
)

type Found = Awaited<ReturnType<typeof openSamePeople>>
type Others = Awaited<ReturnType<typeof findOthers>>
type Answer = FormFailure | { done: Others | { id: string } | object } | undefined

/** 同じ方としてまとめる: nothing is rewritten, and it can be taken apart again. */
export default function SamePeoplePage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Answer>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const done = answer && 'done' in answer ? answer.done : undefined
  const others = done && 'found' in done ? (done as Others) : undefined
  const standing = found.links.filter((link) => link.unsaidAt === null)
  const linked = new Set(standing.map((link) => link.otherId))
  const likely = found.others.filter((other) => found.likelyIds.includes(other.id) && !linked.has(other.id))
  const byId = new Map(found.others.map((other) => [other.id, other]))
  return (
    <div className="same-people">
      <PageTitle title={m.people_same_title()} lead={m.people_same_lead()} />
      {failure && !failure.fields.words ? (
        <Notice tone="error" title={wordsOf(Object.values(failure.fields)[0] ?? failure.key)} live />
      ) : null}
      {done && !others ? (
        <Notice tone="success" title={'id' in done ? m.people_same_done() : m.people_same_undone()} live />
      ) : null}
      <Panel title={m.people_same_this()}>
        <PersonCardLines person={found.person} />
        {found.person.caseId ? (
          <p>
            <Link to={`/cases/${found.person.caseId}`} className="link">
              {m.people_same_back_case()}
            </Link>
          </p>
        ) : null}
      </Panel>
      <Panel title={m.people_same_likely()}>
        {likely.length === 0 ? (
          <EmptyState title={m.people_same_none()} text={m.people_same_none_text()} />
        ) : (
          <Choices people={likely} />
        )}
      </Panel>
      {found.links.length > 0 ? (
        <Panel title={m.people_same_said()}>
          <ul className="same-list">
            {found.links.map((link) => (
              <li key={link.id}>
                <Said link={link} other={byId.get(link.otherId)} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Panel title={m.people_same_find()}>
        <FindOthers error={failure?.fields.words && wordsOf(failure.fields.words)} />
        {others ? <FoundOthers others={others} /> : null}
      </Panel>
    </div>
  )
}

function FoundOthers({ others }: { others: Others }) {
  return (
    <div role="status">
      {others.found.length === 0 ? <p>{m.people_same_find_none()}</p> : <Choices people={others.found} />}
      {others.isCut ? <p className="hint">{m.people_same_find_cut()}</p> : null}
    </div>
  )
}

function Choices({ people }: { people: readonly ShownPerson[] }) {
  return (
    <ul className="same-list">
      {people.map((other) => (
        <li key={other.id}>
          <PersonCardLines person={other} />
          <Form method="post">
            <input type="hidden" name="otherId" value={other.id} />
            <Button type="submit" name="intent" value="merge" variant="primary" size="small">
              {m.people_same_merge()}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}

function Said({ link, other }: { link: Found['links'][number]; other: ShownPerson | undefined }) {
  const when = (instant: Date) => formatDateTime(new Date(instant), getLocale())
  return (
    <>
      {other ? <PersonCardLines person={other} /> : null}
      <p className="hint">
        {m.people_same_said_by({ name: link.saidByName, time: when(link.saidAt) })}
        {link.unsaidAt ? (
          <> {m.people_same_unsaid_by({ name: link.unsaidByName ?? '', time: when(link.unsaidAt) })}</>
        ) : null}
      </p>
      {link.unsaidAt ? null : (
        <Form method="post">
          <input type="hidden" name="linkId" value={link.id} />
          <Button type="submit" name="intent" value="separate" size="small">
            {m.people_same_separate()}
          </Button>
        </Form>
      )}
    </>
  )
}
