import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { bracketed, labelled } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FreshForm } from '../../../ui/form/fresh-form.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { editPersonOfCase } from '../edit-person.ts'
import { recordWhereabouts } from '../record-whereabouts.ts'
import { showPerson } from '../show-person.ts'
import { partWord, placeWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { Conflict } from './edit-page.tsx'
import { type Answer, ofForm, useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'
import { CardFields, FaceFields } from './person-fields.tsx'
import { personName } from './person-words.ts'

export const loader = page({
  frame: frameOf,
  found: look(showPerson, ({ params }) => ({
    caseId: params.caseId ?? '',
    personId: params.personId ?? '',
  })),
})
const withPerson = (posted: Parameters<typeof withCase>[0]) => ({
  ...withCase(posted),
  personId: posted.params.personId,
})
export const action = form({
  save: submit(
    editPersonOfCase,
    (posted) => ({ ...withPerson(posted), card: posted.form.card ?? {}, face: posted.form.face ?? {} }),
    toCase,
  ),
  place: submit(
    recordWhereabouts,
    withPerson,
    (_, { params }) => `/cases/${params.caseId}/people/${params.personId}`,
  ),
})
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.cases_people()} - ${m.shell_product()}` }]

const placeKinds = [
  'present_address',
  'registered_address',
  'previous_address',
  'workplace',
  'school',
  'clinic',
] as const

export default function PersonPage() {
  const { frame, found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const ofPerson = ofForm(answer, 'save')
  const name = found.card ? personName(found.card) || m.cases_nameless() : m.cases_cannot_open()
  return (
    <CaseFrame frame={frame} title={labelled(partWord(found.part), name)} answer={answer}>
      <Places answer={ofForm(answer, 'place')} />
      {found.card ? (
        <Panel title={m.cases_face_sheet()}>
          <Form method="post" className="case-form">
            <Conflict answer={ofPerson} changed={found.changed} />
            <RevField now={found.rev} isConflict={ofPerson.failure?.code === 'conflict'} />
            <CardFields prefix="card" card={found.card} answer={ofPerson} />
            <FaceFields face={found.face} answer={ofPerson} />
            <div className="case-buttons">
              <Button type="submit" name="intent" value="save" variant="primary">
                {m.cases_save()}
              </Button>
              <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
            </div>
          </Form>
        </Panel>
      ) : (
        <Notice tone="warning" title={m.cases_cannot_open()} />
      )}
    </CaseFrame>
  )
}

function Places({ answer }: { answer: Answer }) {
  const { frame, found } = useLoaderData<typeof loader>()
  return (
    <Panel title={m.cases_places()}>
      <p className="hint">{m.cases_places_text()}</p>
      <ul className="case-places">
        {found.places.map((place) => (
          <li key={place.id}>
            {m.cases_place_known({ place: placeWord(place.kind) })}
            {bracketed(formatShortDateTime(place.createdAt))}
            <Link to={`/cases/${frame.caseId}/whereabouts/${place.id}`} className="link">
              {m.cases_reveal()}
            </Link>
          </li>
        ))}
      </ul>
      <details open={answer.values.intent === 'place'}>
        <summary>{m.cases_place_add()}</summary>
        <FreshForm round={found.submissionId} method="post" className="case-form">
          <SubmissionId offered={found.submissionId} />
          <SelectField
            name="kind"
            label={m.cases_place_kind()}
            required
            choices={placeKinds.map((value) => ({ value, label: placeWord(value) }))}
            defaultValue={answer.typed('kind') ?? ''}
            error={answer.errorOf('kind')}
          />
          <TextArea
            name="place.text"
            label={m.cases_place_text()}
            required
            rows={2}
            defaultValue={answer.typed('place.text') ?? ''}
            error={answer.errorOf('place.text')}
          />
          <TextArea
            name="place.note"
            label={m.cases_place_note()}
            rows={2}
            defaultValue={answer.typed('place.note') ?? ''}
          />
          <Button type="submit" name="intent" value="place">
            {m.cases_place_save()}
          </Button>
        </FreshForm>
      </details>
    </Panel>
  )
}
