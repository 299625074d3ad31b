import { type ReactNode, useState } from 'react'
import { Form, Link, useLoaderData, useParams } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { keepOut, letIn, letInNamesake } from '../keep-out.ts'
import { listKeptFrom } from '../list-kept-from.ts'
import { wordsOf } from './words-of.ts'
import './kept-from.css'

interface Asked {
  params: Record<string, string | undefined>
  form: Record<string, unknown>
}
const withConsultation = ({ params, form: posted }: Asked) =>
  ({ ...posted, consultationId: params.consultationId }) as never
const back = (_: unknown, { params }: { params: Record<string, string | undefined> }) =>
  `/consultations/${params.consultationId}/kept-from`

export const loader = page({
  found: look(listKeptFrom, ({ params }) => ({ consultationId: params.consultationId ?? '' })),
})
export const action = form({
  // Posted, so that whom she named stands in no address and no history.
  find: submit(listKeptFrom, withConsultation),
  keep: submit(keepOut, withConsultation, back),
  lift: submit(letIn, withConsultation, back),
  namesake: submit(letInNamesake, withConsultation, back),
})
export const meta = () => [{ title: `${m.consultations_kept()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']
type Answer = Partial<FormFailure> & { done?: unknown }

/** Colleagues for whom a consultation does not exist, before there is a case that could say so. */
export default function KeptFromPage() {
  const { found } = useLoaderData<typeof loader>()
  const { consultationId } = useParams()
  const answer = useFormAnswer<Answer>()
  return (
    <div className="stack">
      <PageTitle
        title={m.consultations_kept()}
        lead={
          <Link to={`/consultations/${consultationId}`} className="link">
            {m.consultations_kept_back()}
          </Link>
        }
      />
      {answer?.failure ? <Notice tone="error" title={sentenceOf(answer.failure)} live /> : null}
      <Notice title={m.cases_block_title()}>
        <p>{m.consultations_kept_text()}</p>
        <p>{m.cases_block_auditors()}</p>
      </Notice>
      <Panel title={m.cases_block_add()}>
        <Find answer={answer} />
      </Panel>
      <Panel title={m.cases_block_list()}>
        {found.kept.length === 0 ? <p className="hint">{m.cases_block_none()}</p> : null}
        <ul className="kept-list">
          {found.kept.map((one) => (
            <li key={one.userId}>
              <p>
                <strong>{one.name}</strong> {one.login}
              </p>
              <Lift one={one} mayCallNamesake={found.mayCallNamesake} />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function sentenceOf({ key, fields }: NonNullable<Answer['failure']>): string {
  return wordsOf(Object.values(fields)[0] ?? key)
}

function Lift({ one, mayCallNamesake }: { one: Found['kept'][number]; mayCallNamesake: boolean }) {
  if (!one.isByMatch)
    return <LiftForm one={one} intent="lift" summary={m.cases_block_lift()} reason={m.cases_reason()} />
  return (
    <>
      <p>{m.consultations_kept_by_match()}</p>
      {mayCallNamesake ? (
        <LiftForm one={one} intent="namesake" summary={m.cases_namesake()} reason={m.cases_namesake_reason()}>
          {m.consultations_kept_namesake_text()}
        </LiftForm>
      ) : null}
    </>
  )
}

interface LiftFormProps {
  one: Found['kept'][number]
  intent: 'lift' | 'namesake'
  summary: string
  reason: string
  children?: ReactNode
}

function LiftForm({ one, intent, summary, reason, children }: LiftFormProps) {
  return (
    <details>
      <summary>{summary}</summary>
      <Form method="post" className="form-stack">
        {children ? <p>{children}</p> : null}
        <input type="hidden" name="userId" value={one.userId} />
        <TextArea id={`lift-${one.userId}`} name="reason" label={reason} required rows={2} />
        <div>
          <Button type="submit" name="intent" value={intent} size="small">
            {intent === 'namesake' ? m.cases_namesake_do() : m.cases_block_lift()}
          </Button>
        </div>
      </Form>
    </details>
  )
}

function Find({ answer }: { answer: Answer | undefined }) {
  // What was found stays under the reason that is being written, also when keeping somebody out is itself refused.
  const answered = (answer?.done as { found?: Found['found'] } | undefined)?.found
  const [found, setFound] = useState(answered)
  if (answered && answered !== found) setFound(answered)
  const typed = answer?.values?.intent === 'keep' ? answer.values.reason : ''
  return (
    <>
      <Form method="post" className="form-stack">
        <TextField name="name" label={m.cases_block_find()} hint={m.cases_block_find_hint()} />
        <div>
          <Button type="submit" name="intent" value="find">
            {m.cases_block_search()}
          </Button>
        </div>
      </Form>
      {found?.length === 0 ? <p role="status">{m.cases_block_nobody()}</p> : null}
      {found && found.length > 0 ? (
        <Form method="post" className="form-stack kept-choose">
          <ChoiceGroup
            kind="radio"
            name="userId"
            label={m.cases_block_who()}
            required
            choices={found.map((one) => ({ value: one.userId, label: one.name, hint: one.login }))}
          />
          <TextArea
            name="reason"
            label={m.cases_block_reason()}
            required
            rows={2}
            defaultValue={typeof typed === 'string' ? typed : ''}
          />
          <div>
            <Button type="submit" name="intent" value="keep" variant="primary">
              {m.consultations_kept_do()}
            </Button>
          </div>
        </Form>
      ) : null}
    </>
  )
}
