import { redirect } from 'react-router'
import { setAttemptCookie } from '../../../platform/http/attempt-cookie.ts'
import { leadOn, lookThrough } from '../../../platform/http/page.ts'
import { takeProviderAnswer } from '../take-provider-answer.ts'

/**
 * Back from the office's own directory, on to the password. Nothing of the answer stays in the address. Any site can send her here
 * with an answer that is none: what her security key was asked meanwhile hangs on her cookie, and so stays as it is.
 */
export const loader = leadOn(
  lookThrough(takeProviderAnswer, ({ query, origin, attempt }) => ({
    answer: query.toString(),
    origin,
    attempt,
  })),
  ({ kind, attempt }, { isSecure }) =>
    redirect(`/sign-in?directory=${kind}`, {
      status: 303,
      headers: attempt ? { 'Set-Cookie': setAttemptCookie(attempt, isSecure) } : {},
    }),
  { from: '/sign-in', failed: '/sign-in?directory=failed' },
)
