import { m } from '../../../platform/words/words.ts'
import { waitWord } from './wait-word.ts'

export type Proof = 'signed-out' | 'step-up'
/** Null = proven: the browser holds the new cookie. Otherwise the sentence to show. */
export type Verdict = string | null

const doors = {
  'signed-out': { path: '/sign-in', intent: 'signIn' },
  'step-up': { path: '/step-up', intent: 'confirm' },
} as const

const usualWaitSeconds = 60

/** Signs in, or confirms, at the same door as the page of its own, without leaving the page that is open. */
export async function proveAgain(proof: Proof, shown: FormData, fetching = fetch): Promise<Verdict> {
  const { path, intent } = doors[proof]
  shown.set('intent', intent)
  try {
    // Success leads on to another page: the way there is not followed, the cookie stays.
    const answer = await fetching(path, { method: 'POST', body: shown, redirect: 'manual' })
    if (answer.type === 'opaqueredirect') return null
    return sentenceFor(answer.status)
  } catch {
    return m.accounts_error_unavailable()
  }
}

/** By name, not by key: the sentences of all that may go wrong with an account would weigh on every page. */
function sentenceFor(status: number): string {
  if (status === 409) return m.accounts_sign_in_wrong()
  if (status === 423) return m.accounts_key_altered()
  if (status === 415) return m.accounts_confirm_by_directory()
  if (status === 422) return m.accounts_sign_in_missing()
  if (status === 429) return waitWord(usualWaitSeconds)
  return m.accounts_error_unavailable()
}
