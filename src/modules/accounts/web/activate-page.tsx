import { Form, useLoaderData } from 'react-router'
import { form, lookThrough, page, submitEntrance } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { EntranceFrame } from '../../../ui/layout/entrance-frame.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { activate } from '../activate.ts'
import { newAuthenticator } from '../new-authenticator.ts'
import { whoKnocks } from '../who-knocks.ts'
import { CodesSheet } from './codes-sheet.tsx'
import { FactorFields } from './factor-fields.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { type EntranceOutput, orRefused, useAnswer } from './outcome.ts'
import { PrintButton } from './print-button.tsx'

export const loader = page({
  who: lookThrough(whoKnocks, () => ({})),
  fresh: lookThrough(newAuthenticator, () => ({})),
})

export const action = form({
  activate: submitEntrance(
    activate,
    ({ form: posted }) => posted,
    (outcome) => ({ done: orRefused(outcome, 'accounts_letter_wrong') }),
  ),
})

type Activated = Extract<EntranceOutput<typeof activate>, { kind: 'activated' }>

/** Three steps on one page: the letter, a password, a second factor. Then the codes, once. */
export default function ActivatePage() {
  const { who, fresh } = useLoaderData<typeof loader>()
  const answer = useAnswer<Activated>()
  const frame = { title: m.accounts_activate_title(), tenantName: who.tenantName, isSample: who.isSample }
  if (answer.done)
    return (
      <EntranceFrame {...frame} title={m.accounts_codes_title()} size="sheet">
        <Kept activated={answer.done} />
      </EntranceFrame>
    )
  return (
    <EntranceFrame {...frame}>
      <h1>{m.accounts_activate_title()}</h1>
      <p className="page-lead mb-4">{m.accounts_activate_lead()}</p>
      <Form method="post" className="form-stack">
        <FormProblem answer={answer} />
        <Panel title={`1. ${m.accounts_step_letter()}`}>
          <div className="form-stack">
            <TextField
              name="login"
              label={m.accounts_login()}
              required
              autoComplete="username"
              spellCheck={false}
              defaultValue={answer.valueOf('login')}
              error={answer.errorOf('login')}
            />
            <TextField
              name="letter"
              label={m.accounts_letter_code()}
              hint={m.accounts_letter_code_hint()}
              required
              spellCheck={false}
              defaultValue={answer.valueOf('letter')}
              error={answer.errorOf('letter')}
            />
          </div>
        </Panel>
        <Panel title={`2. ${m.accounts_step_password()}`}>
          <NewPasswordField error={answer.errorOf('newPassword')} />
        </Panel>
        <Panel title={`3. ${m.accounts_step_factor()}`}>
          <div className="form-stack">
            <FactorFields totpKey={fresh.totpKey} tenantName={who.tenantName ?? ''} answer={answer} />
          </div>
        </Panel>
        <Button type="submit" name="intent" value="activate" variant="primary">
          {m.accounts_activate_button()}
        </Button>
      </Form>
    </EntranceFrame>
  )
}

function Kept({ activated }: { activated: Activated }) {
  return (
    <>
      <div className="no-print mb-4 grid gap-4">
        <h1>{m.accounts_codes_title()}</h1>
        <Notice tone="warning" title={m.accounts_codes_lead()} live>
          {activated.shown.cardCodes.length === 0 ? <p>{m.accounts_codes_totp_next()}</p> : null}
        </Notice>
        <div className="page-actions">
          <PrintButton />
          <LinkButton to="/sign-in" reloadDocument>
            {m.accounts_codes_kept()}
          </LinkButton>
        </div>
      </div>
      <div className="stack">
        <CodesSheet owner={activated} shown={activated.shown} />
      </div>
    </>
  )
}
