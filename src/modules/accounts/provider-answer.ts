import { z } from 'zod'
import type { Hold } from '../../platform/beforehand.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { Places } from '../../platform/http/places.ts'
import { type ChallengeTerms, takeChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import { type DirectoryAnswer, errandFor, requireProvider, subjectOf } from './identity-provider.ts'
import { subjectHash } from './provider-link.ts'

/** What the directory sends back in the address. */
export const ProviderAnswer = { answer: z.string().max(8000), ...AskedAt }

/** What is asked, where the answer comes back to, and who counts for the places: a network at the door, a person in a session. */
interface Question {
  terms: ChallengeTerms
  path: string
  who: string
}

/** Whom it shows, by her keyed hash. */
type Answered = { kind: 'shown'; hash: Buffer } | Exclude<DirectoryAnswer, { kind: 'shown' }>

/** Anybody may have begun a sign-in: no more answers than this are carried to the directory together, and so many of one network. */
const doorAtOnce = 32
const doorOfNetwork = 8
/** Whoever is signed in confirms and links herself in places that no stranger takes. */
const sessionsAtOnce = 32
const sessionsOfPerson = 2

const door = new Places(doorAtOnce, doorOfNetwork)
const sessions = new Places(sessionsAtOnce, sessionsOfPerson)

/**
 * For `beforehand`: the question is taken, and stays so whatever comes of it, before anything of the answer is looked at. The work
 * asks the directory whom it means. Throws `busy` where no place is free; then the question was not taken, and the same answer counts
 * a moment later.
 */
export async function takeAnswer(
  tx: Tx,
  { terms, path, who }: Question,
  given: { answer: string; origin?: string | undefined },
  hold: Hold,
): Promise<() => Promise<Answered>> {
  const provider = requireProvider(given.origin)
  const answer = new URLSearchParams(given.answer)
  const state = answer.get('state') ?? ''
  const failed = async () => ({ kind: 'failed' as const })
  if (!terms.boundTo) return failed
  hold((terms.use === 'provider' ? door : sessions).take(who))
  if ((await takeChallenge(tx, terms, state)) !== 'taken') return failed
  const errand = errandFor(terms, state, provider.origin + path)
  return async () => {
    const said = await subjectOf(provider, errand, answer)
    if (said.kind !== 'shown') return said
    return { kind: 'shown', hash: subjectHash(terms.tenantId, provider.issuer, said.subject) }
  }
}
