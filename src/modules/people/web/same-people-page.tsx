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
import { formatDateTime, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { mergePeople, separatePeople } from '../merge-people.ts'
import { openSamePeople } from '../open-same-people.ts'
import './people.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  found: look(openSamePeople, ({ params }) => ({ personId: params.personId ?? '' })),
})

export const action = form({
  merge: submit(mergePeople, ({ params, form: posted }) => ({ ...posted, personId: params.personId })),
  separate: submit(separatePeople, ({ form: posted }) => posted),
})

export const meta = () => [{ title: `${m.people_same_title()} - ${m.shell_product()}` }]

const wordsOf = errorWords(
  { people_error_choose: m.people_error_choose, people_error_same: m.people_error_same },
  m.people_same_failed,
)

type Found = Awaited<ReturnType<typeof openSamePeople>>
type Shown = Found['person']

/** 同じ方としてまとめる: nothing is rewritten, and it can be taken apart again. */
export default function SamePeoplePage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const standing = found.links.filter((link) => link.unsaidAt === null)
  const linked = new Set(standing.map((link) => link.otherId))
  const likely = found.others.filter((other) => found.likelyIds.includes(other.id) && !linked.has(other.id))
  const byId = new Map(found.others.map((other) => [other.id, other]))
  return (
    <div className="same-people">
      <PageTitle title={m.people_same_title()} lead={m.people_same_lead()} />
      {failure ? (
        <Notice tone="error" title={wordsOf(Object.values(failure.fields)[0] ?? failure.key)} live />
      ) : null}
      <Panel title={m.people_same_this()}>
        <Card person={found.person} />
      </Panel>
      <Panel title={m.people_same_likely()}>
        {likely.length === 0 ? (
          <EmptyState title={m.people_same_none()} text={m.people_same_none_text()} />
        ) : (
          <ul className="same-list">
            {likely.map((other) => (
              <li key={other.id}>
                <Card person={other} />
                <Form method="post">
                  <input type="hidden" name="otherId" value={other.id} />
                  <Button type="submit" name="intent" value="merge" variant="primary" size="small">
                    {m.people_same_merge()}
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
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
    </div>
  )
}

function Said({ link, other }: { link: Found['links'][number]; other: Shown | undefined }) {
  const when = (instant: Date) => formatDateTime(new Date(instant), getLocale())
  return (
    <>
      {other ? <Card person={other} /> : null}
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

function Card({ person }: { person: Shown }) {
  const { card } = person
  const name = card?.names[0]
  const written = name ? `${name.family} ${name.given}`.trim() : ''
  const kana = name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
  return (
    <div className="same-card">
      <p>
        <strong>{card ? written || kana || m.people_name_unknown() : m.people_cannot_open()}</strong>
        {written && kana ? <span> {kana}</span> : null}
      </p>
      <p className="hint">
        {card?.birthDate ? `${formatDay(card.birthDate, getLocale())}　` : ''}
        {card?.phones.map(({ number }) => number).join('、')}
        {person.caseId ? (
          <Link to={`/cases/${person.caseId}`} className="link">
            {m.people_in_case()}
          </Link>
        ) : null}
      </p>
    </div>
  )
}
