import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { prepareLink } from '../link-provider.ts'

/** To the office's own directory, so that it says who she is there. */
export const loader = leadOn(
  look(prepareLink, ({ origin }) => ({ origin })),
  ({ address }) => redirect(address, 303),
  { from: '/account/directory', failed: '/account/directory?done=failed', isOwnOnly: true },
)
