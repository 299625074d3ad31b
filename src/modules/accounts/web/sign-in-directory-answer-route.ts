import { redirect } from 'react-router'
import { setAttemptCookie } from '../../../platform/http/attempt-cookie.ts'
import { leadOn, lookThrough } from '../../../platform/http/page.ts'
import { takeProviderAnswer } from '../take-provider-answer.ts'

/** Back from the office's own directory, on to the password. Nothing of the answer stays in the address. */
export const loader = leadOn(
  lookThrough(takeProviderAnswer, ({ query, origin, attempt }) => ({
    answer: query.toString(),
    origin,
    attempt,
  })),
  ({ kind, attempt }, { isSecure }) =>
    redirect(`/sign-in?directory=${kind}`, {
      status: 303,
      headers: { 'Set-Cookie': setAttemptCookie(attempt, isSecure) },
    }),
  { from: '/sign-in', failed: '/sign-in?directory=failed' },
)
