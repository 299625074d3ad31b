import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { changeBody } from '../change-body.ts'
import { showBody } from '../show-body.ts'
import { BodyFields } from './body-fields.tsx'
import { useAnswer } from './failure.ts'

export const loader = page({ seen: look(showBody, ({ params }) => ({ bodyId: params.bodyId ?? '' })) })
export const action = form({
  change: submit(
    changeBody,
    ({ form, params }) => ({ ...form, bodyId: params.bodyId }),
    ({ id }) => `/directory/bodies/${id}`,
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_change_body()} - ${m.shell_product()}` }]

export default function ChangeBodyPage() {
  const { body } = useLoaderData<typeof loader>().seen
  const answer = useAnswer()
  return (
    <>
      <PageTitle title={m.directory_change_body()} lead={body.name} />
      <Form method="post" className="stack form-sheet" noValidate>
        <FormProblem answer={answer} />
        <RevField now={body.rev} isConflict={answer.isConflict} />
        <BodyFields answer={answer} body={body} today={dayOf(new Date())} />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value="change">
            {m.directory_save()}
          </Button>
          <LinkButton to={`/directory/bodies/${body.id}`} variant="quiet">
            {m.directory_back()}
          </LinkButton>
        </div>
      </Form>
    </>
  )
}
