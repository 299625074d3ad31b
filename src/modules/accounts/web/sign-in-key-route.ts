import { setAttemptCookie } from '../../../platform/http/attempt-cookie.ts'
import { form, submitEntrance } from '../../../platform/http/page.ts'
import { beginPasskey } from '../begin-passkey.ts'

/** No page of its own: the sign-in form asks here what a security key is asked. */
export const action = form({
  ask: submitEntrance(
    beginPasskey,
    ({ form: { login }, origin, attempt }) => ({ login: String(login ?? ''), origin, attempt }),
    ({ challenge, allow, attempt }, _posted, { isSecure }) =>
      Response.json(
        { done: { challenge, allow } },
        { headers: { 'Set-Cookie': setAttemptCookie(attempt, isSecure) } },
      ),
  ),
})
