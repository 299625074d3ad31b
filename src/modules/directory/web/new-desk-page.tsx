import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { addDesk } from '../add-desk.ts'
import { terminals } from '../codes.ts'
import { terminalWords } from '../labels.ts'
import { newForm } from '../new-form.ts'
import { DeskFields } from './desk-fields.tsx'
import { useAnswer } from './failure.ts'

export const loader = page({ empty: look(newForm, ({ params }) => ({ bodyId: params.bodyId })) })
export const action = form({
  add: submit(
    addDesk,
    ({ form, params }) => ({ ...form, bodyId: params.bodyId }),
    ({ id }) => `/directory/desks/${id}`,
  ),
})

export const meta = () => [{ title: `${m.directory_add_desk()} - ${m.shell_product()}` }]

export default function NewDeskPage() {
  const { empty } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <>
      <PageTitle title={m.directory_add_desk()} lead={empty.body?.name} />
      <Form method="post" className="stack form-sheet" noValidate>
        <FormProblem answer={answer} />
        <SubmissionId offered={empty.submissionId} />
        <DeskFields answer={answer} today={empty.today} />
        <ChoiceGroup
          kind="radio"
          name="terminal"
          label={m.directory_field_terminal()}
          required
          hint={m.directory_terminal_hint()}
          error={answer.errorOf('terminal')}
          choices={terminals.map((value) => ({ value, label: terminalWords[value]() }))}
          chosen={[answer.textOf('terminal')]}
        />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value="add">
            {m.directory_add()}
          </Button>
          <LinkButton to={`/directory/bodies/${empty.body?.id}`} variant="quiet">
            {m.directory_back()}
          </LinkButton>
        </div>
      </Form>
    </>
  )
}
