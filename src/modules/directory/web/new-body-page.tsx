import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { addBody } from '../add-body.ts'
import { newForm } from '../new-form.ts'
import { BodyFields } from './body-fields.tsx'
import { useAnswer } from './failure.ts'

export const loader = page({ empty: look(newForm, () => ({})) })
export const action = form({
  add: submit(
    addBody,
    ({ form }) => form,
    ({ id }) => `/directory/bodies/${id}`,
  ),
})

export const meta = () => [{ title: `${m.directory_add_body()} - ${m.shell_product()}` }]

export default function NewBodyPage() {
  const { empty } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <>
      <PageTitle title={m.directory_add_body()} lead={m.directory_facility_hint()} />
      <Form method="post" className="stack form-sheet" noValidate>
        <FormProblem answer={answer} />
        <SubmissionId offered={empty.submissionId} />
        <BodyFields answer={answer} today={empty.today} />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value="add">
            {m.directory_add()}
          </Button>
          <LinkButton to="/directory" variant="quiet">
            {m.directory_back()}
          </LinkButton>
        </div>
      </Form>
    </>
  )
}
