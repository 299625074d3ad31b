import { Form, Link } from 'react-router'
import { type FormFailure, form, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { searchWords } from '../../../ui/lookup/match.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Found } from '../contract.ts'
import { findAnything, findInNetwork } from '../find.ts'
import { type FoundGroup, groupsOf } from './found-groups.ts'
import { Marked } from './marked.tsx'
import { useReach } from './reach.ts'
import './palette.css'

// What is typed never stands in an address: the search is posted.
const asked = ({ form }: { form: Record<string, unknown> }) => ({ words: form.words ?? '', breadth: 'many' })
export const action = form({
  everything: submit(findAnything, asked),
  network: submit(findInNetwork, asked),
})
export const meta = () => [{ title: `${m.search_title()} - ${m.shell_product()}` }]

type Answer = { done: Found } | FormFailure | undefined

export default function SearchPage() {
  const reach = useReach()
  const answer = useFormAnswer<Answer>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const found = answer && 'done' in answer ? answer.done : undefined
  const complaint = failure ? complaintOf(failure.fields.words) : undefined
  return (
    <div className="stack">
      <PageTitle title={m.search_title()} lead={m.search_lead()} />
      <ErrorSummary errors={complaint ? [{ id: 'words', message: complaint }] : []} />
      <Panel title={reach === 'everything' ? m.search_words() : m.search_words_network()}>
        <Form method="post" role="search" className="stack">
          <TextField
            key={found?.words}
            name="words"
            label={m.search_words_label()}
            hint={reach === 'everything' ? m.search_words_support() : m.search_words_support_network()}
            error={complaint}
            defaultValue={found?.words}
            required
          />
          <div>
            <Button variant="primary" type="submit" name="intent" value={reach}>
              {m.search_do()}
            </Button>
          </div>
        </Form>
      </Panel>
      {found ? <Results found={found} /> : null}
    </div>
  )
}

function Results({ found }: { found: Found }) {
  const groups = groupsOf(found)
  const words = searchWords(found.words).map((word) => word.key)
  return (
    <>
      {found.unopenable > 0 ? (
        <Notice tone="warning" title={m.search_unopenable({ count: found.unopenable })} />
      ) : null}
      {groups.length === 0 ? (
        <Panel title={m.search_found_none()}>
          <p>{m.search_nothing()}</p>
        </Panel>
      ) : null}
      {groups.map((group) => (
        <Group key={group.key} group={group} words={words} />
      ))}
      {found.isCut ? <p>{m.search_cut()}</p> : null}
    </>
  )
}

function Group({ group, words }: { group: FoundGroup; words: readonly string[] }) {
  const total = group.total ?? group.lines.length
  return (
    <Panel title={m.search_counted({ title: group.title, count: total })}>
      <ul className="found-list">
        {group.lines.map((line) => (
          <li key={line.key}>
            {line.to ? (
              <Link to={line.to} className="link">
                <Marked text={line.label} words={words} />
              </Link>
            ) : (
              <span>
                <Marked text={line.label} words={words} />
              </span>
            )}
            <span className="palette-detail">
              {line.details.map((detail) => (
                <span key={detail}>
                  <Marked text={detail} words={words} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {total > group.lines.length ? (
        <p className="hint">{m.search_only_first({ count: group.lines.length })}</p>
      ) : null}
    </Panel>
  )
}

function complaintOf(key: string | undefined): string | undefined {
  return key === 'search_too_long' ? m.search_too_long() : key ? m.search_type_something() : undefined
}
