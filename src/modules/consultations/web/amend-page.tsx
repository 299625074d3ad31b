import { Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { amendConsultation } from '../amend-consultation.ts'
import { openConsultation } from '../open-consultation.ts'
import { flatValues, one } from './form-values.ts'
import { PlainField } from './plain-field.tsx'
import { SheetForm } from './sheet-form.tsx'
import { typedFrom } from './typed-from.ts'
import './consultations.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  found: look(openConsultation, ({ params }) => ({ consultationId: params.consultationId ?? '' })),
})

export const action = form({
  amend: submit(
    amendConsultation,
    ({ params, form: posted }) => ({ ...posted, consultationId: params.consultationId }),
    ({ id }) => `/consultations/${id}`,
  ),
})

export const meta = () => [{ title: `${m.consultations_amend_title()} - ${m.shell_product()}` }]

export default function AmendPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  if (!found.record) return <Notice tone="warning" title={m.consultations_cannot_open()} />
  const values = failure ? flatValues(failure.values) : typedFrom(found, found.record)
  return (
    <div className="consultation-new">
      <PageTitle title={m.consultations_amend_title()} lead={m.consultations_amend_lead()} />
      {failure?.failure.code === 'conflict' ? (
        <Notice tone="warning" title={m.consultations_error_conflict()} live>
          <p>
            <Link to={`/consultations/${found.id}`} target="_blank" className="link">
              {m.consultations_conflict_see()}
            </Link>
          </p>
        </Notice>
      ) : null}
      <SheetForm
        draft={{ kind: 'consultation_amendment', subjectId: found.id }}
        mayHaveDraft
        values={values}
        fields={failure?.failure.fields ?? {}}
        hidden={{
          rev: String(found.rev),
          ...(found.person ? { personRev: String(found.person.rev) } : {}),
        }}
        intent="amend"
        allOpen
        isPersonElsewhere={found.caseId !== null}
        submitLabel={m.consultations_amend_save()}
        top={
          <PlainField
            name="because"
            label={m.consultations_amend_because()}
            defaultValue={one(values, 'because')}
            width="wide"
          />
        }
      />
    </div>
  )
}
