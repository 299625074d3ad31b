import { redirect } from 'react-router'
import { setAttemptCookie } from '../../../platform/http/attempt-cookie.ts'
import { leadOn, lookThrough } from '../../../platform/http/page.ts'
import { beginProvider } from '../begin-provider.ts'

/** To the office's own directory. */
export const loader = leadOn(
  lookThrough(beginProvider, ({ origin }) => ({ origin })),
  ({ address, attempt }, { isSecure }) =>
    redirect(address, { status: 303, headers: { 'Set-Cookie': setAttemptCookie(attempt, isSecure) } }),
  { from: '/sign-in', failed: '/sign-in?directory=failed', isOwnOnly: true },
)
