import { Form, useLoaderData } from 'react-router'
import { form, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { addPersonToCase } from '../add-person.ts'
import { personParts } from '../codes.ts'
import { partWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { EditField } from './edit-field.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'
import { CardFields } from './person-fields.tsx'

export const loader = page({ frame: frameOf })
export const action = form({
  add: submit(addPersonToCase, (posted) => ({ ...withCase(posted), card: posted.form.card ?? {} }), toCase),
})
export const meta = () => [{ title: `${m.cases_add_person()} - ${m.shell_product()}` }]

export default function PersonNewPage() {
  const { frame } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_add_person()} answer={answer}>
      <Panel title={m.cases_add_person()}>
        <Form method="post" className="case-form">
          <p className="hint">{m.cases_add_person_text()}</p>
          <SubmissionId offered={frame.submissionId} />
          <ChoiceGroup
            kind="radio"
            inline
            name="part"
            label={m.cases_person_part()}
            required
            choices={personParts.map((value) => ({ value, label: partWord(value) }))}
            chosen={[answer.typed('part') || 'child']}
            error={answer.errorOf('part')}
          />
          <CardFields prefix="card" card={null} answer={answer} />
          <EditField name="face.relation" label={m.cases_face_relation()} now="" answer={answer} />
          <EditField name="face.note" label={m.cases_face_note()} now="" answer={answer} rows={3} />
          <div className="case-buttons">
            <Button type="submit" name="intent" value="add" variant="primary">
              {m.cases_add()}
            </Button>
            <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
          </div>
        </Form>
      </Panel>
    </CaseFrame>
  )
}
