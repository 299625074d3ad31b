import { Form, redirect, useLoaderData, useSearchParams } from 'react-router'

import { form, look, page, submitAnswered } from '../../../platform/http/page.ts'
import { setSessionCookie } from '../../../platform/http/session-cookie.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { ownSampleFilling } from '../own-sample-filling.ts'
import { stepUp } from '../step-up.ts'
import { ConfirmFields } from './confirm-fields.tsx'
import { KeyButton } from './key-button.tsx'
import { orRefused, useAnswer } from './outcome.ts'
import { returnPath } from './return-path.ts'
import { SampleFilled } from './sample-filled.tsx'

export const loader = page({ own: look(ownSampleFilling, () => ({})) })

export const action = form({
  confirm: submitAnswered(
    stepUp,
    ({ form: { password, code, keyToken }, origin }) => ({ password, code, keyToken, origin }),
    (outcome, { query }, { isSecure }) => {
      const { cookie } = orRefused(outcome)
      const headers = { 'Set-Cookie': setSessionCookie(cookie, isSecure) }
      return redirect(returnPath(query.get('back')), { status: 303, headers })
    },
  ),
})

export default function StepUpPage() {
  const { filled } = useLoaderData<typeof loader>().own
  const answer = useAnswer()
  const isForReads = useSearchParams()[0].get('why') === 'reads'
  return (
    <>
      <title>{m.accounts_step_up_title()}</title>
      <PageTitle
        title={m.accounts_step_up_title()}
        lead={isForReads ? m.accounts_step_up_reads() : m.accounts_step_up_lead()}
      />
      <Form method="post" className="panel form-stack max-w-xl" key={filled?.code}>
        <FormProblem answer={answer} />
        {filled && !answer.problem ? (
          <SampleFilled title={m.accounts_sample_filled_again()} filled={filled} />
        ) : null}
        <ConfirmFields answer={answer} filled={filled} />
        <Button type="submit" name="intent" value="confirm" variant="primary">
          {m.accounts_step_up_button()}
        </Button>
        <KeyButton door="/step-up/key" />
      </Form>
    </>
  )
}
