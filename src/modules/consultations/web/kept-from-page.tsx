import { Link, useLoaderData, useParams } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ChooseColleague, LiftForm } from '../../conflicts/web/kept-forms.tsx'
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
        <div className="kept-choose">
          <ChooseColleague
            done={answer?.done}
            keep={{
              intent: 'keep',
              label: m.consultations_kept_do(),
              typedReason: typedReasonOf(answer?.values),
            }}
            className="form-stack"
          />
        </div>
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
  if (!one.isByMatch) return <LiftForm userId={one.userId} intent="lift" className="form-stack" />
  return (
    <>
      <p>{m.consultations_kept_by_match()}</p>
      {mayCallNamesake ? (
        <LiftForm userId={one.userId} intent="namesake" className="form-stack">
          {m.consultations_kept_namesake_text()}
        </LiftForm>
      ) : null}
    </>
  )
}

function typedReasonOf(values: Answer['values']): string | undefined {
  return values?.intent === 'keep' && typeof values.reason === 'string' ? values.reason : undefined
}
