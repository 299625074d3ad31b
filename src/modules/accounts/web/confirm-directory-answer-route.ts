import { redirect } from 'react-router'
import { leadOn, look } from '../../../platform/http/page.ts'
import { takeConfirm } from '../confirm-by-directory.ts'

/** Back from the office's own directory, on to the password. Nothing of the answer stays in the address. */
export const loader = leadOn(
  look(takeConfirm, ({ query, origin }) => ({ answer: query.toString(), origin })),
  ({ kind }) => redirect(`/step-up?directory=${kind}`, 303),
  { from: '/step-up', failed: '/step-up?directory=failed' },
)
