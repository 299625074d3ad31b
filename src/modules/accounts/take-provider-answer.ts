import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { signInAnswerPath } from './begin-provider.ts'
import { ProviderAnswer, takeAnswer } from './provider-answer.ts'
import { isGenuineLink } from './provider-link.ts'
import { noteVisit } from './provider-visit.ts'
import { linkedAccount } from './store/provider-links.ts'

/**
 * The directory has sent a browser back. Whom it names may now go on with her password in that browser; she is told nothing and
 * shown nothing before.
 */
export const takeProviderAnswer = defineEntrance({
  name: 'account.take-provider-answer',
  input: z.object(ProviderAnswer),
  /** The browser's attempt from now on; null where it stays what it was. */
  output: z.object({ kind: z.enum(['shown', 'unbound', 'failed']), attempt: z.string().nullable() }),
  async beforehand({ tx, tenant, visitor }, { attempt, ...given }, hold) {
    if (!tenant) throw new AppError('not-found')
    const terms = { tenantId: tenant.id, use: 'provider' as const, boundTo: attempt ?? '' }
    return takeAnswer(tx, { terms, path: signInAnswerPath, who: visitor.network }, given, hold)
  },
  async run({ tx, tenant }, _input, answered) {
    if (!tenant) throw new AppError('not-found')
    if (answered.kind !== 'shown') return { kind: 'failed' as const, attempt: null, userId: null }
    const { hash } = answered
    const link = await linkedAccount(tx, tenant.id, hash)
    if (!link || !isGenuineLink(tenant.id, link.user_id, hash, link.mac))
      return { kind: 'unbound' as const, attempt: null, userId: null }
    const attempt = randomBytes(32).toString('base64url')
    await noteVisit(tx, { tenantId: tenant.id, attempt, userId: link.user_id })
    return { kind: 'shown' as const, attempt, userId: link.user_id }
  },
  audit: (result) => ({
    ...(result.userId ? { userId: result.userId } : {}),
    result: result.kind === 'shown' ? 'ok' : 'refused',
  }),
  present: ({ kind, attempt }) => ({ kind, attempt }),
})
