import { Form, useLoaderData, useSearchParams } from 'react-router'
import { AppError } from '../../../platform/errors.ts'
import { form, lookThrough, page, submitEntrance } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { EntranceFrame } from '../../../ui/layout/entrance-frame.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { newAuthenticator } from '../new-authenticator.ts'
import { setUp, setUpLink } from '../set-up.ts'
import { CodesSheet } from './codes-sheet.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import { type EntranceOutput, useAnswer } from './outcome.ts'
import { PrintButton } from './print-button.tsx'
import { FirstAdministrator, SecondAdministrator, TenantFields } from './set-up-fields.tsx'
import { useOrigin } from './use-origin.ts'

export const loader = page({
  link: lookThrough(setUpLink, ({ query }) => ({ token: query.get('token') ?? '' })),
  fresh: lookThrough(newAuthenticator, () => ({})),
})

export const action = form({
  setUp: submitEntrance(
    setUp,
    ({ form: posted, query }) => ({ ...posted, token: query.get('token') ?? '' }),
    (outcome) => {
      if (outcome.kind === 'closed') throw new AppError('not-found')
      return { done: outcome }
    },
  ),
})

type Founded = Extract<EntranceOutput<typeof setUp>, { kind: 'founded' }>

/** The first start. The link's token stands in the address only until it is used up here. */
export default function SetUpPage() {
  const { link, fresh } = useLoaderData<typeof loader>()
  const answer = useAnswer<Founded>()
  const [query] = useSearchParams()
  const frame = { tenantName: null, isSample: false }
  if (answer.done)
    return (
      <EntranceFrame {...frame} title={m.accounts_set_up_done_title()} size="sheet">
        <Done founded={answer.done} />
      </EntranceFrame>
    )
  if (!link.isOpen)
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
      <Form method="post" action={`/set-up?${query}`} className="form-stack">
        <FormProblem answer={answer} />
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
