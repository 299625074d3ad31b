import { useState } from 'react'
import { Link, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { flatValues, one } from '../../../ui/form/form-values.ts'
import { useEntryId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { amendConsultation } from '../amend-consultation.ts'
import type { ConsultationRecord } from '../contract.ts'
import { openConsultation } from '../open-consultation.ts'
import type { OpenedConsultation } from '../shapes.ts'
import { PlainField } from './plain-field.tsx'
import { RecordOutcome } from './record-side.tsx'
import { RecordText } from './record-text.tsx'
import { SheetForm } from './sheet-form.tsx'
import { typedFrom } from './typed-from.ts'
import { wordsOf } from './words-of.ts'
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

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.consultations_amend_title()} - ${m.shell_product()}` }]

export default function AmendPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  const isConflict = failure?.failure.code === 'conflict'
  const drawn = useDrawnRevisions(found, isConflict)
  const [values] = useState(() => {
    if (failure) return flatValues(failure.values)
    return found.record ? typedFrom(found, found.record) : {}
  })
  if (!found.record) return <Notice tone="warning" title={m.consultations_cannot_open()} />
  return (
    <div className="consultation-new">
      <PageTitle title={m.consultations_amend_title()} lead={m.consultations_amend_lead()} />
      {isConflict ? (
        <Notice tone="warning" title={m.consultations_error_conflict()} live>
          <p>{m.consultations_conflict_text()}</p>
        </Notice>
      ) : null}
      {failure && !isConflict && Object.keys(failure.failure.fields).length === 0 ? (
        <Notice tone="error" title={wordsOf(failure.failure.key)} live />
      ) : null}
      <SheetForm
        draft={{ kind: 'consultation_amendment', subjectId: found.id }}
        mayHaveDraft
        values={values}
        fields={failure?.failure.fields ?? {}}
        hidden={drawn}
        beside={isConflict ? <SavedBeside found={found} record={found.record} /> : null}
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

/** As they were when the sheet was opened; the newest only once both wordings are in sight. */
function useDrawnRevisions(found: OpenedConsultation, isConflict: boolean): Readonly<Record<string, string>> {
  const rev = useEntryId(String(found.rev), () => null, { movesOn: isConflict })
  const personRev = useEntryId(String(found.person?.rev ?? ''), () => null, { movesOn: isConflict })
  return personRev === '' ? { rev } : { rev, personRev }
}

/** What somebody else has saved, to be read beside what is being written. */
function SavedBeside({ found, record }: { found: OpenedConsultation; record: ConsultationRecord }) {
  return (
    <section className="referral-beside" aria-label={m.consultations_conflict_saved()}>
      <div className="referral-beside-head">
        <h2>{m.consultations_conflict_saved()}</h2>
        <Link to={`/consultations/${found.id}`} target="_blank" className="link">
          {m.consultations_conflict_see()}
        </Link>
      </div>
      <RecordText record={record} />
      <RecordOutcome seen={{ record, counted: found, card: found.person?.card ?? null }} />
    </section>
  )
}
