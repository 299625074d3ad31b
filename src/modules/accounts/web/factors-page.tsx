import { Form, useLoaderData } from 'react-router'
import { form, look, lookThrough, page, submitAnswered } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { howToConfirm } from '../confirm-by-directory.ts'
import { newAuthenticator } from '../new-authenticator.ts'
import { renewFactors } from '../renew-factors.ts'
import { whoAmI } from '../who-am-i.ts'
import { CodesSheet } from './codes-sheet.tsx'
import { ConfirmByStepUp } from './confirm-by-step-up.tsx'
import { ConfirmFields } from './confirm-fields.tsx'
import { FactorFields } from './factor-fields.tsx'
import { KeyButton } from './key-button.tsx'
import { type OutputOf, orRefused, useAnswer } from './outcome.ts'
import { PrintButton } from './print-button.tsx'

export const loader = page({
  me: look(whoAmI, () => ({})),
  way: look(howToConfirm, ({ origin }) => ({ origin })),
  fresh: lookThrough(newAuthenticator, () => ({})),
})

export const action = form({
  renew: submitAnswered(
    renewFactors,
    ({ form: posted, origin }) => ({ ...posted, origin }),
    (outcome) => ({ done: orRefused(outcome) }),
  ),
})

type Renewed = Extract<OutputOf<typeof renewFactors>, { kind: 'renewed' }>

export default function FactorsPage() {
  const { me, way, fresh } = useLoaderData<typeof loader>()
  const viaDirectory = way.byDirectory !== 'no'
  const answer = useAnswer<Renewed>()
  if (answer.done)
    return (
      <>
        <title>{m.accounts_codes_title()}</title>
        <div className="no-print mb-4 grid gap-4">
          <PageTitle title={m.accounts_codes_title()} />
          <Notice tone="warning" title={m.accounts_codes_lead()} live>
            {answer.done.shown.cardCodes.length === 0 ? <p>{m.accounts_codes_totp_next()}</p> : null}
          </Notice>
          <div className="page-actions">
            <PrintButton />
            <LinkButton to="/account">{m.accounts_codes_kept_account()}</LinkButton>
          </div>
        </div>
        <div className="stack">
          <CodesSheet owner={me} shown={answer.done.shown} />
        </div>
      </>
    )
  return (
    <>
      <title>{m.accounts_renew_factors()}</title>
      <PageTitle title={m.accounts_renew_factors()} lead={m.accounts_renew_factors_lead()} />
      <Form method="post" className="form-stack max-w-2xl">
        <FormProblem answer={answer} />
        <Panel title={m.accounts_step_factor()}>
          <div className="form-stack">
            <FactorFields totpKey={fresh.totpKey} tenantName={me.tenantName} answer={answer} />
          </div>
        </Panel>
        <Panel title={m.accounts_confirm_yourself()}>
          <div className="form-stack">
            {viaDirectory ? <ConfirmByStepUp /> : null}
            <ConfirmFields answer={answer} withoutCode={viaDirectory} />
          </div>
        </Panel>
        <Button type="submit" name="intent" value="renew" variant="primary">
          {m.accounts_renew_factors()}
        </Button>
        {viaDirectory ? null : <KeyButton door="/step-up/key" />}
      </Form>
    </>
  )
}
