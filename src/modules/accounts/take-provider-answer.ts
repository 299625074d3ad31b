import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineEntrance, type EntranceScene } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { signInAnswerPath } from './begin-provider.ts'
import { takeChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import { errandFor, requireProvider, subjectOf } from './identity-provider.ts'
import { isGenuineLink, subjectHash } from './provider-link.ts'
import { noteVisit } from './provider-visit.ts'
import { linkedAccount } from './store/provider-links.ts'

/** What the directory sends back in the address. */
export const ProviderAnswer = { answer: z.string().max(8000), ...AskedAt }

/**
 * The directory has sent a browser back. Whom it names may now go on with her password in that browser; she is told nothing and
 * shown nothing before.
 */
export const takeProviderAnswer = defineEntrance({
  name: 'account.take-provider-answer',
  input: z.object(ProviderAnswer),
  output: z.object({ kind: z.enum(['shown', 'unbound', 'failed']), attempt: z.string() }),
  async run({ tx, tenant }, { answer, origin, attempt: known }) {
    if (!tenant) throw new AppError('not-found')
    const attempt = randomBytes(32).toString('base64url')
    const subject = await subjectShown(tx, tenant.id, { answer, origin, attempt: known })
    if (!subject) return { kind: 'failed' as const, attempt, userId: null }
    const hash = subjectHash(tenant.id, subject.issuer, subject.id)
    const link = await linkedAccount(tx, tenant.id, hash)
    if (!link || !isGenuineLink(tenant.id, link.user_id, hash, link.mac))
      return { kind: 'unbound' as const, attempt, userId: null }
    await noteVisit(tx, { tenantId: tenant.id, attempt, userId: link.user_id })
    return { kind: 'shown' as const, attempt, userId: link.user_id }
  },
  audit: (result) => ({
    ...(result.userId ? { userId: result.userId } : {}),
    result: result.kind === 'shown' ? 'ok' : 'refused',
  }),
  present: ({ kind, attempt }) => ({ kind, attempt }),
})

async function subjectShown(
  tx: EntranceScene['tx'],
  tenantId: string,
  given: { answer: string; origin: string | undefined; attempt: string | null | undefined },
): Promise<{ issuer: string; id: string } | null> {
  const provider = requireProvider(given.origin)
  const answer = new URLSearchParams(given.answer)
  const state = answer.get('state') ?? ''
  const terms = { tenantId, use: 'provider' as const, boundTo: given.attempt ?? '' }
  if (!given.attempt || (await takeChallenge(tx, terms, state)) !== 'taken') return null
  const errand = errandFor(tenantId, given.attempt, state, provider.origin + signInAnswerPath)
  const id = await subjectOf(provider, errand, answer)
  return id ? { issuer: provider.issuer, id } : null
}
