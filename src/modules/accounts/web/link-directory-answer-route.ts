import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { linkProvider } from '../link-provider.ts'

/** Back from the office's own directory. Nothing of the answer stays in the address. */
export const loader = leadOn(
  look(linkProvider, ({ query, origin }) => ({ answer: query.toString(), origin })),
  ({ kind }) => redirect(`/account/directory?done=${kind}`, 303),
  { from: '/account/directory', failed: '/account/directory?done=failed' },
)
