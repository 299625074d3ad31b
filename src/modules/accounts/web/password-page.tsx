import { Form, useLoaderData } from 'react-router'
import { form, look, page, submitAnswered } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { changePassword } from '../change-password.ts'
import { howToConfirm } from '../confirm-by-directory.ts'
import { ConfirmByStepUp } from './confirm-by-step-up.tsx'
import { ConfirmFields } from './confirm-fields.tsx'
import { KeyButton } from './key-button.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { orRefused, useAnswer } from './outcome.ts'

export const loader = page({ way: look(howToConfirm, ({ origin }) => ({ origin })) })
export const action = form({
  change: submitAnswered(
    changePassword,
    ({ form: { password, code, keyToken, withDirectory, newPassword }, origin }) => ({
      ...{ password, code, keyToken, withDirectory, origin },
      newPassword,
    }),
    (outcome) => ({ done: orRefused(outcome) }),
  ),
})

export default function PasswordPage() {
  const { byDirectory } = useLoaderData<typeof loader>().way
  const viaDirectory = byDirectory !== 'no'
  const answer = useAnswer<object>()
  return (
    <>
      <title>{m.accounts_change_password()}</title>
      <PageTitle title={m.accounts_change_password()} lead={m.accounts_change_password_lead()} />
      {answer.done ? (
        <div className="stack max-w-2xl">
          <Notice tone="success" title={m.accounts_change_password_done()} live />
          <p>
            <LinkButton to="/account">{m.accounts_account_title()}</LinkButton>
          </p>
        </div>
      ) : (
        <Form method="post" className="form-stack max-w-2xl">
          <FormProblem answer={answer} />
          <Panel title={m.accounts_step_password()}>
            <NewPasswordField error={answer.errorOf('newPassword')} />
          </Panel>
          <Panel title={m.accounts_confirm_yourself()}>
            <div className="form-stack">
              {viaDirectory ? <ConfirmByStepUp /> : null}
              <ConfirmFields
                answer={answer}
                passwordLabel={m.accounts_current_password()}
                withoutCode={viaDirectory}
              />
            </div>
          </Panel>
          <Button type="submit" name="intent" value="change" variant="primary">
            {m.accounts_change_password()}
          </Button>
          {viaDirectory ? null : <KeyButton door="/step-up/key" />}
        </Form>
      )}
    </>
  )
}
