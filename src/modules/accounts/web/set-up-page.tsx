import { Form, useLoaderData } from 'react-router'
import { AppError } from '../../../platform/errors.ts'
import { form, lookThrough, page, submitEntrance } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { EntranceFrame } from '../../../ui/layout/entrance-frame.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { newAuthenticator } from '../new-authenticator.ts'
import { setUp } from '../set-up.ts'
import { whoKnocks } from '../who-knocks.ts'
import { CodesSheet } from './codes-sheet.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import { type EntranceOutput, orRefused, useAnswer } from './outcome.ts'
import { PrintButton } from './print-button.tsx'
import { CodeOfTheStart, FirstAdministrator, SecondAdministrator, TenantFields } from './set-up-fields.tsx'
import { useOrigin } from './use-origin.ts'

export const loader = page({
  who: lookThrough(whoKnocks, () => ({})),
  fresh: lookThrough(newAuthenticator, () => ({})),
})

export const action = form({
  setUp: submitEntrance(
    setUp,
    ({ form: posted }) => posted,
    (outcome) => {
      if (outcome.kind === 'closed') throw new AppError('not-found')
      // At its field, far above the button.
      if (outcome.kind === 'wrong')
        throw new AppError('invalid', 'error_invalid', {
          fields: { setUpCode: 'accounts_set_up_code_wrong' },
        })
      return { done: orRefused(outcome) }
    },
  ),
})

type Founded = Extract<EntranceOutput<typeof setUp>, { kind: 'founded' }>

/** The first start. The code from the console is posted; it stands in no address. */
export default function SetUpPage() {
  const { who, fresh } = useLoaderData<typeof loader>()
  const answer = useAnswer<Founded>()
  const frame = { tenantName: null, isSample: false }
  if (answer.done)
    return (
      <EntranceFrame {...frame} title={m.accounts_set_up_done_title()} size="sheet">
        <Done founded={answer.done} />
      </EntranceFrame>
    )
  if (!who.isSetUpOpen)
    return (
      <EntranceFrame {...frame} title={m.accounts_set_up_closed_title()}>
        <section className="panel">
          <h1>{m.accounts_set_up_closed_title()}</h1>
          <p>{m.accounts_set_up_closed_text()}</p>
        </section>
      </EntranceFrame>
    )
  return (
    <EntranceFrame {...frame} title={m.accounts_set_up_title()}>
      <h1>{m.accounts_set_up_title()}</h1>
      <p className="page-lead mb-4">{m.accounts_set_up_lead()}</p>
      <Form method="post" className="form-stack">
        <FormProblem answer={answer} />
        <CodeOfTheStart answer={answer} />
        <TenantFields answer={answer} />
        <FirstAdministrator answer={answer} totpKey={fresh.totpKey} />
        <SecondAdministrator answer={answer} />
        <Button type="submit" name="intent" value="setUp" variant="primary">
          {m.accounts_set_up_button()}
        </Button>
      </Form>
    </EntranceFrame>
  )
}

function Done({ founded }: { founded: Founded }) {
  const origin = useOrigin()
  return (
    <>
      <div className="no-print mb-4 grid gap-4">
        <h1>{m.accounts_set_up_done_title()}</h1>
        <Notice tone="warning" title={m.accounts_set_up_done_lead()} live>
          <p>{m.accounts_codes_lead()}</p>
          {founded.shown.cardCodes.length === 0 ? <p>{m.accounts_codes_totp_next()}</p> : null}
        </Notice>
        <div className="page-actions">
          <PrintButton />
          <LinkButton to="/sign-in" reloadDocument>
            {m.accounts_codes_kept()}
          </LinkButton>
        </div>
      </div>
      <div className="stack">
        <CodesSheet owner={founded} shown={founded.shown} />
        <LetterSheet letter={founded.letter} tenantName={founded.tenantName} origin={origin} />
      </div>
    </>
  )
}
