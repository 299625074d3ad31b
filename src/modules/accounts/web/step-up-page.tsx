import { Form, redirect, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submitAnswered } from '../../../platform/http/page.ts'
import { setSessionCookie } from '../../../platform/http/session-cookie.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { howToConfirm } from '../confirm-by-directory.ts'
import { ownSampleFilling } from '../own-sample-filling.ts'
import { stepUp } from '../step-up.ts'
import { ConfirmByDirectory } from './confirm-by-directory.tsx'
import { ConfirmFields } from './confirm-fields.tsx'
import { KeyButton } from './key-button.tsx'
import { orRefused, useAnswer } from './outcome.ts'
import { returnPath } from './return-path.ts'
import { SampleFilled } from './sample-filled.tsx'

export const loader = page({
  own: look(ownSampleFilling, () => ({})),
  way: look(howToConfirm, ({ origin }) => ({ origin })),
})

export const action = form({
  confirm: submitAnswered(
    stepUp,
    ({ form: { password, code, keyToken, withDirectory }, origin }) => ({
      ...{ password, code, keyToken, origin },
      withDirectory: withDirectory === 'yes' ? ('yes' as const) : undefined,
    }),
    (outcome, { query }, { isSecure }) => {
      const { cookie } = orRefused(outcome)
      const headers = { 'Set-Cookie': setSessionCookie(cookie, isSecure) }
      return redirect(returnPath(query.get('back')), { status: 303, headers })
    },
  ),
})

export default function StepUpPage() {
  const { own, way } = useLoaderData<typeof loader>()
  const { filled } = own
  const answer = useAnswer()
  const [query] = useSearchParams()
  const outcome = query.get('directory')
  const mustGoThere = way.byDirectory !== 'no'
  const isShown = mustGoThere && outcome === 'shown'
  return (
    <>
      <title>{m.accounts_step_up_title()}</title>
      <PageTitle
        title={m.accounts_step_up_title()}
        lead={leadFor({ isForReads: query.get('why') === 'reads', mustGoThere })}
      />
      <Form method="post" className="panel form-stack max-w-xl" key={filled?.code}>
        <FormProblem answer={answer} />
        {mustGoThere ? (
          <ConfirmByDirectory
            isHere={way.byDirectory === 'required'}
            outcome={outcome}
            back={query.get('back')}
          />
        ) : null}
        {isShown ? <input type="hidden" name="withDirectory" value="yes" /> : null}
        {filled && !answer.problem ? (
          <SampleFilled title={m.accounts_sample_filled_again()} filled={filled} />
        ) : null}
        {mustGoThere && !isShown ? null : (
          <>
            <ConfirmFields answer={answer} filled={filled} withoutCode={isShown} />
            <Button type="submit" name="intent" value="confirm" variant="primary">
              {m.accounts_step_up_button()}
            </Button>
          </>
        )}
        {mustGoThere ? null : <KeyButton door="/step-up/key" />}
      </Form>
    </>
  )
}

function leadFor({ isForReads, mustGoThere }: { isForReads: boolean; mustGoThere: boolean }): string {
  if (isForReads) return m.accounts_step_up_reads()
  return mustGoThere ? m.accounts_step_up_lead_directory() : m.accounts_step_up_lead()
}
