import { Form, Link, redirect, useLoaderData, useSearchParams } from 'react-router'

import { form, lookThrough, page, submitEntrance } from '../../../platform/http/page.ts'
import { setSessionCookie } from '../../../platform/http/session-cookie.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { EntranceFrame } from '../../../ui/layout/entrance-frame.tsx'
import { signIn } from '../sign-in.ts'
import { whoKnocks } from '../who-knocks.ts'
import { ConfirmFields } from './confirm-fields.tsx'
import { DirectoryWay } from './directory-way.tsx'
import { KeyButton } from './key-button.tsx'
import { orRefused, useAnswer } from './outcome.ts'
import { returnPath } from './return-path.ts'
import { SampleAccounts } from './sample-accounts.tsx'
import { SampleFilled } from './sample-filled.tsx'

export const loader = page({
  who: lookThrough(whoKnocks, ({ query }) => ({ sampleAccountId: query.get('as') ?? undefined })),
})

export const action = form({
  signIn: submitEntrance(
    signIn,
    ({ form: { login, password, code, keyToken, withDirectory }, origin, attempt }) => ({
      ...{ login, password, code, keyToken, withDirectory },
      ...{ origin, attempt },
    }),
    (outcome, { query }, { isSecure }) => {
      const { cookie } = orRefused(outcome)
      const headers = { 'Set-Cookie': setSessionCookie(cookie, isSecure) }
      return redirect(returnPath(query.get('back')), { status: 303, headers })
    },
  ),
})

export default function SignInPage() {
  const { who } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const [query] = useSearchParams()
  const { filled } = who
  const outcome = query.get('directory')
  const isShown = who.provider !== 'none' && outcome === 'shown'
  const chosen = who.sampleAccounts.find((account) => account.login === filled?.login)
  if (who.isSetUpOpen) return <NotSetUp />
  return (
    <EntranceFrame
      title={m.accounts_sign_in_title()}
      tenantName={who.tenantName}
      isSample={who.isSample}
      size={who.isSample ? 'wide' : 'form'}
    >
      <div className={who.isSample ? 'entrance-columns' : ''}>
        <section className="panel">
          <h1>{m.accounts_sign_in_title()}</h1>
          <Form method="post" className="form-stack" key={filled?.code}>
            <DirectoryWay
              provider={who.provider}
              outcome={outcome}
              isRefused={answer.problem !== undefined}
            />
            <FormProblem answer={answer} />
            {chosen && filled && !answer.problem ? (
              <SampleFilled title={m.accounts_sample_filled({ name: chosen.displayName })} filled={filled} />
            ) : null}
            {isShown ? <input type="hidden" name="withDirectory" value="yes" /> : null}
            <ConfirmFields answer={answer} filled={filled} withLogin withoutCode={isShown} />
            <Button type="submit" name="intent" value="signIn" variant="primary">
              {m.accounts_sign_in_button()}
            </Button>
            {isShown ? (
              <p>
                <Link to="/sign-in" className="link">
                  {m.accounts_directory_other_way()}
                </Link>
              </p>
            ) : (
              <KeyButton door="/sign-in/key" />
            )}
            <p>
              <Link to="/activate" className="link">
                {m.accounts_first_time()}
              </Link>
            </p>
            <p className="hint">{m.accounts_sign_in_help()}</p>
          </Form>
        </section>
        {who.isSample ? (
          <SampleAccounts accounts={who.sampleAccounts} chosenId={chosen?.id} back={query.get('back')} />
        ) : null}
      </div>
    </EntranceFrame>
  )
}

function NotSetUp() {
  return (
    <EntranceFrame title={m.accounts_not_set_up_title()} tenantName={null} isSample={false}>
      <section className="panel">
        <h1>{m.accounts_not_set_up_title()}</h1>
        <p>{m.accounts_not_set_up_text()}</p>
      </section>
    </EntranceFrame>
  )
}
