import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { prepareConfirm } from '../confirm-by-directory.ts'

/** To the office's own directory, so that it says once more who she is. */
export const loader = leadOn(
  look(prepareConfirm, ({ origin }) => ({ origin })),
  ({ address }) => redirect(address, 303),
  { from: '/step-up', failed: '/step-up?directory=failed', isOwnOnly: true },
)
