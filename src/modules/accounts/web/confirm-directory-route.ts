import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { setWayBackCookie } from '../../../platform/http/way-back-cookie.ts'
import { prepareConfirm } from '../confirm-by-directory.ts'
import { returnPath } from './return-path.ts'

/** To the office's own directory, so that it says once more who she is. */
export const loader = leadOn(
  look(prepareConfirm, ({ origin }) => ({ origin })),
  ({ address }, { isSecure }, request) => {
    const back = returnPath(new URL(request.url).searchParams.get('back'))
    return redirect(address, { status: 303, headers: { 'Set-Cookie': setWayBackCookie(back, isSecure) } })
  },
  { from: '/step-up', failed: '/step-up?directory=failed', isOwnOnly: true },
)
