import { Form, Link, useActionData, useLoaderData } from 'react-router'
import type { z } from 'zod'
import { type FormFailure, form, look, type Posted, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { giveKey } from '../give-key.ts'
import { listKeyHolders } from '../key-holders.ts'
import { readWords } from '../read-words.ts'
import { renewKey } from '../renew-key.ts'
import { KeyPanel } from './key-panel.tsx'
import { type ReadWords, WordsTable } from './words-table.tsx'
import './oversight.css'

const asked = ({ form: { actorId, from, until, reason } }: Posted) => ({
  actorId: actorId || undefined,
  from: dayFrom(from),
  until: dayFrom(until),
  reason,
})
/** Any way of writing a day; what cannot be read goes on as it is and is complained about by name. */
function dayFrom(typed: unknown): unknown {
  return typeof typed === 'string' && typed.trim() !== '' ? (parseJapaneseDate(typed) ?? typed) : undefined
}

export const loader = page({ found: look(listKeyHolders, () => ({})) })
// Whose words are read, and why, is posted: neither has a place in an address.
export const action = form({
  open: submit(readWords, asked),
  more: submit(readWords, (posted) => ({ ...asked(posted), before: posted.form.before })),
  give: submit(
    giveKey,
    ({ form: { userId } }) => ({ userId }),
    () => '/audit/words',
  ),
  renew: submit(
    renewKey,
    ({ form: { epoch } }) => ({ epoch }),
    () => '/audit/words',
  ),
})
export const meta = () => [{ title: `${m.oversight_words_title()} - ${m.shell_product()}` }]

type Holders = z.output<(typeof listKeyHolders)['definition']['output']>

export default function WordsPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useActionData() as { done?: ReadWords } | FormFailure | undefined
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  const read = answer && 'done' in answer ? answer.done : undefined
  const errors = Object.entries(failure?.fields ?? {}).map(([id, key]) => ({ id, message: complaint(key) }))
  const problem = failure && errors.length === 0 ? complaint(failure.key) : undefined
  return (
    <div className="stack">
      <PageTitle
        title={m.oversight_words_title()}
        lead={
          <Link to="/audit" className="link">
            {m.oversight_title()}
          </Link>
        }
      />
      <FormProblem answer={{ errors, problem }} />
      <Notice title={m.oversight_words_notice()}>
        <p>{m.oversight_words_text()}</p>
      </Notice>
      {found.holds ? (
        <Panel title={m.oversight_words_open()}>
          <WordsForm
            found={found}
            errorOf={(name) => errors.find((one) => one.id === name)?.message}
            next={read?.next}
          />
        </Panel>
      ) : null}
      {read ? <WordsTable read={read} /> : null}
      <KeyPanel {...found} />
    </div>
  )
}

function WordsForm({
  found,
  errorOf,
  next,
}: {
  found: Holders
  errorOf: (name: string) => string | undefined
  next: number | null | undefined
}) {
  return (
    <Form method="post" className="stack">
      <SelectField
        name="actorId"
        label={m.oversight_words_who()}
        choices={found.people.map(({ id, name }) => ({ value: id, label: name }))}
        emptyLabel={m.oversight_words_choose()}
        error={errorOf('actorId')}
        required
      />
      <div className="field-row">
        <DateField name="from" label={m.oversight_from()} error={errorOf('from')} today={found.today} />
        <DateField name="until" label={m.oversight_until()} error={errorOf('until')} today={found.today} />
      </div>
      <TextArea
        name="reason"
        label={m.oversight_words_reason()}
        hint={m.oversight_words_reason_hint()}
        error={errorOf('reason')}
        rows={2}
        required
      />
      <div className="form-actions">
        <Button type="submit" variant="primary" name="intent" value="open">
          {m.oversight_words_do()}
        </Button>
        {next ? (
          <>
            <input type="hidden" name="before" value={next} />
            <Button type="submit" name="intent" value="more">
              {m.oversight_words_more()}
            </Button>
          </>
        ) : null}
      </div>
    </Form>
  )
}

const complaints: Record<string, () => string> = {
  oversight_words_who_missing: m.oversight_words_who_missing,
  oversight_words_bad_day: m.oversight_words_bad_day,
  oversight_words_reason_missing: m.oversight_words_reason_missing,
  oversight_words_reason_long: m.oversight_words_reason_long,
  oversight_give_oneself: m.oversight_give_oneself,
  oversight_give_refused: m.oversight_give_refused,
  oversight_renew_refused: m.oversight_renew_refused,
  oversight_renew_done: m.oversight_renew_done,
}
function complaint(key: string): string {
  return complaints[key]?.() ?? m.oversight_words_failed()
}
