import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import {
  addressToAsk,
  errandFor,
  isDirectoryRequired,
  providerAt,
  requireProvider,
  whereToAsk,
} from './identity-provider.ts'
import { ProviderAnswer, takeAnswer } from './provider-answer.ts'
import { linkMac } from './provider-link.ts'
import { deleteLink, insertLink, ownLink } from './store/provider-links.ts'

export const linkAnswerPath = '/account/directory/answer'

/** Whether she is linked to the office's directory. */
export const showLink = defineUseCase({
  name: 'account.show-link',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'provider-link' }),
  output: z.object({ linkedAt: z.date().nullable(), hasProvider: z.boolean(), isRequired: z.boolean() }),
  async run({ actor, tx }, { origin }) {
    const provider = origin ? providerAt(new URL(origin).hostname) : null
    const linkedAt = await ownLink(tx, actor.userId)
    const isRequired = await isDirectoryRequired(tx, actor.tenantId)
    return { linkedAt, hasProvider: provider !== null, isRequired }
  },
  audit: () => ({}),
})

/** Sends her to the directory so that it says who she is there. */
export const prepareLink = defineUseCase({
  name: 'account.prepare-link',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'provider-link' }),
  output: z.object({ address: z.string() }),
  beforehand: whereToAsk,
  async run({ actor, tx }, { origin }, endpoint) {
    const { tenantId, sessionId } = actor
    const provider = requireProvider(origin)
    const terms = { tenantId, use: 'provider-link' as const, boundTo: sessionId }
    const state = await giveChallenge(tx, terms)
    const errand = errandFor(terms, state, provider.origin + linkAnswerPath)
    return { address: await addressToAsk(endpoint, provider, errand) }
  },
  audit: () => null,
})

/**
 * She is in her own session, has just shown who she is, and the directory says whom it has before it: that is the person it
 * calls by this id from now on. A name or a mail address links nobody.
 */
export const linkProvider = defineUseCase({
  name: 'account.link-provider',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object(ProviderAnswer),
  subject: () => ({ objectType: 'provider-link' }),
  output: z.object({ kind: z.enum(['linked', 'failed', 'not-anew', 'taken', 'other']) }),
  async beforehand({ actor, tx }, given, hold) {
    const { tenantId, sessionId, userId } = actor
    const terms = { tenantId, use: 'provider-link' as const, boundTo: sessionId }
    return takeAnswer(tx, { terms, path: linkAnswerPath, who: userId }, given, hold)
  },
  async run({ actor, tx }, _input, answered) {
    const { tenantId, userId } = actor
    if (answered.kind !== 'shown') return { kind: answered.kind }
    const { hash } = answered
    const done = await insertLink(tx, hash, linkMac(tenantId, userId, hash))
    if (done === 'unconfirmed') throw new AppError('step-up-required')
    if (done === 'other') return { kind: 'other' as const }
    return { kind: done === 'done' ? ('linked' as const) : ('taken' as const) }
  },
  audit: (result) => ({ objectType: result.kind === 'linked' ? 'provider-link' : 'provider-link-refused' }),
})

/**
 * She signs in with a code or a key again. Where the directory is required this is not hers to do: whom the office has closed
 * there would step out of it with the session she still has. Two administrators can (migrations/0205).
 */
export const unlinkProvider = defineUseCase({
  name: 'account.unlink-provider',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'provider-link' }),
  output: z.object({ unlinked: z.literal(true) }),
  async run({ actor, tx }) {
    if (await isDirectoryRequired(tx, actor.tenantId))
      throw new AppError('refused', 'accounts_directory_stays')
    const answer = await deleteLink(tx)
    if (answer === 'unconfirmed') throw new AppError('step-up-required')
    if (answer !== 'done') throw new AppError('not-found')
    return { unlinked: true as const }
  },
  audit: () => ({}),
})
