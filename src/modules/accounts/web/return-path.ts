import { ownPath } from '../../../platform/http/own-path.ts'

/** Addresses that only take what is sent to them; somebody whose session ended there goes to the first page. */
const notPages = [
  '/sign-out',
  '/session',
  '/sign-in',
  '/sign-in/directory',
  '/step-up/directory',
  '/step-up/directory/answer',
  '/drafts',
  '/live',
]

/** Where to go on after signing in or confirming: a page of ours. */
export function returnPath(back: string | null): string {
  const path = ownPath(back)
  return notPages.includes(path.split(/[?#]/)[0] ?? '') ? '/' : path
}
