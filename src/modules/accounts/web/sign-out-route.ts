import { redirect } from 'react-router'
import { form, submitAnswered } from '../../../platform/http/page.ts'
import { clearSessionCookie } from '../../../platform/http/session-cookie.ts'
import { signOut } from '../sign-out.ts'

/** Nothing of the session stays in the browser: cookie gone, cached pages and storage cleared. */
export const action = form({
  signOut: submitAnswered(
    signOut,
    () => ({}),
    (_outcome, _posted, { isSecure }) =>
      redirect('/sign-in', {
        status: 303,
        headers: {
          'Set-Cookie': clearSessionCookie(isSecure),
          'Clear-Site-Data': '"cache", "storage"',
        },
      }),
  ),
})
