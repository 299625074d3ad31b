import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { addWindow } from '../add-window.ts'
import { changeWindow } from '../change-window.ts'
import { newForm } from '../new-form.ts'
import { showWindow } from '../show-window.ts'
import { useAnswer } from './failure.ts'
import { WindowFields } from './window-fields.tsx'

export const loader = page({
  seen: look(showWindow, ({ params }) => ({ windowId: params.windowId ?? '' })),
  empty: look(newForm, () => ({})),
})
export const action = form({
  add: submit(
    addWindow,
    ({ form }) => form,
    () => '/directory/windows',
  ),
  change: submit(
    changeWindow,
    ({ form, params }) => ({ ...form, windowId: params.windowId }),
    () => '/directory/windows',
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_windows_change()} - ${m.shell_product()}` }]

export default function WindowPage() {
  const {
    seen: { window, bodies },
    empty,
  } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <>
      <PageTitle
        title={window ? m.directory_windows_change() : m.directory_windows_add()}
        lead={window?.name ?? m.directory_windows_none_text()}
      />
      <Form method="post" className="stack form-sheet" noValidate>
        <FormProblem answer={answer} />
        {window ? (
          <RevField now={window.rev} isConflict={answer.isConflict} />
        ) : (
          <SubmissionId offered={empty.submissionId} />
        )}
        <WindowFields answer={answer} window={window} bodies={bodies} today={empty.today} />
        <div className="form-actions">
          <Button type="submit" variant="primary" name="intent" value={window ? 'change' : 'add'}>
            {window ? m.directory_save() : m.directory_add()}
          </Button>
          <LinkButton to="/directory/windows" variant="quiet">
            {m.directory_back()}
          </LinkButton>
        </div>
      </Form>
    </>
  )
}
