import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { clearWayBackCookie, readWayBackCookie } from '../../../platform/http/way-back-cookie.ts'
import { takeConfirm } from '../confirm-by-directory.ts'
import { returnPath } from './return-path.ts'

/** Back from the office's own directory, on to the password. Nothing of the answer stays in the address. */
export const loader = leadOn(
  look(takeConfirm, ({ query, origin }) => ({ answer: query.toString(), origin })),
  ({ kind }, { isSecure }, request) => {
    const back = returnPath(readWayBackCookie(request.headers.get('Cookie'), isSecure))
    const query = new URLSearchParams({ directory: kind, ...(back === '/' ? {} : { back }) })
    return redirect(`/step-up?${query}`, {
      status: 303,
      headers: { 'Set-Cookie': clearWayBackCookie(isSecure) },
    })
  },
  { from: '/step-up', failed: '/step-up?directory=failed' },
)
