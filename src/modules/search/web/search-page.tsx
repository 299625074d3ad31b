import { Form, Link } from 'react-router'
import type { z } from 'zod'
import { type FormFailure, form, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { findPeople } from '../find-people.ts'
import { describeFound, foundName, foundPath } from './found-list.tsx'

// What is typed never stands in an address: the search is posted.
export const action = form({ search: submit(findPeople, ({ form }) => ({ words: form.words ?? '' })) })

type Answer = { done: z.output<(typeof findPeople)['definition']['output']> } | FormFailure | undefined

export default function SearchPage() {
  const answer = useFormAnswer<Answer>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const done = answer && 'done' in answer ? answer.done : undefined
  const complaint = failure ? wordsOf(failure.fields.words) : undefined
  return (
    <>
      <PageTitle title={m.search_title()} />
      <ErrorSummary errors={complaint ? [{ id: 'words', message: complaint }] : []} />
      <Panel title={m.search_words()}>
        <Form method="post" role="search" className="stack">
          <TextField
            name="words"
            label={m.search_words_label()}
            hint={m.search_words_support()}
            error={complaint}
            required
          />
          <div>
            <Button variant="primary" type="submit" name="intent" value="search">
              {m.search_do()}
            </Button>
          </div>
        </Form>
      </Panel>
      {done ? (
        <Panel title={m.search_found({ count: done.found.length })}>
          {done.found.length === 0 ? <p>{m.search_nothing()}</p> : null}
          <ul className="stack">
            {done.found.map((found) => (
              <li key={found.personId}>
                <Link to={foundPath(found)}>{foundName(found)}</Link>
                <p>{describeFound(found)}</p>
              </li>
            ))}
          </ul>
          {done.isCut ? <p>{m.search_cut()}</p> : null}
        </Panel>
      ) : null}
    </>
  )
}

function wordsOf(key: string | undefined): string | undefined {
  return key === 'search_too_long' ? m.search_too_long() : key ? m.search_type_something() : undefined
}
