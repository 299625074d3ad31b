import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { changeDesk } from '../change-desk.ts'
import { showDesk } from '../show-desk.ts'
import { DeskFields } from './desk-fields.tsx'
import { useAnswer } from './failure.ts'

export const loader = page({ seen: look(showDesk, ({ params }) => ({ deskId: params.deskId ?? '' })) })
export const action = form({
  change: submit(
    changeDesk,
    ({ form, params }) => ({ ...form, deskId: params.deskId }),
    ({ id }) => `/directory/desks/${id}`,
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_change_desk()} - ${m.shell_product()}` }]

export default function ChangeDeskPage() {
  const { desk, body, today } = useLoaderData<typeof loader>().seen
  const answer = useAnswer()
  return (
    <>
      <PageTitle title={m.directory_change_desk()} lead={`${body.name} ${desk.name}`} />
      <Form method="post" className="stack form-sheet" noValidate>
        <FormProblem answer={answer} />
        <RevField now={desk.rev} isConflict={answer.isConflict} />
        <DeskFields answer={answer} desk={desk} today={today} />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value="change">
            {m.directory_save()}
          </Button>
          <LinkButton to={`/directory/desks/${desk.id}`} variant="quiet">
            {m.directory_back()}
          </LinkButton>
        </div>
      </Form>
    </>
  )
}
