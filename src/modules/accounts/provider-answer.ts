import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { type ChallengeTerms, takeChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import { errandFor, requireProvider, subjectOf } from './identity-provider.ts'
import { subjectHash } from './provider-link.ts'

/** What the directory sends back in the address. */
export const ProviderAnswer = { answer: z.string().max(8000), ...AskedAt }

/**
 * For `beforehand`: the question is taken, and stays so whatever comes of it, before anything of the answer is looked at. The work
 * asks the directory whom it means, and gives her keyed hash; null where anything does not fit.
 */
export async function takeAnswer(
  tx: Tx,
  terms: ChallengeTerms,
  path: string,
  given: { answer: string; origin?: string | undefined },
): Promise<() => Promise<Buffer | null>> {
  const provider = requireProvider(given.origin)
  const answer = new URLSearchParams(given.answer)
  const state = answer.get('state') ?? ''
  if (!terms.boundTo || (await takeChallenge(tx, terms, state)) !== 'taken') return async () => null
  const errand = errandFor(terms.tenantId, terms.boundTo, state, provider.origin + path)
  return async () => {
    const subject = await subjectOf(provider, errand, answer)
    return subject ? subjectHash(terms.tenantId, provider.issuer, subject) : null
  }
}
