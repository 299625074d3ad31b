import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import {
  addressToAsk,
  errandFor,
  mustUseDirectory,
  providerAt,
  requireProvider,
  whereToAsk,
} from './identity-provider.ts'
import { ProviderAnswer, takeAnswer } from './provider-answer.ts'
import { isGenuineLink } from './provider-link.ts'
import { noteVisit } from './provider-visit.ts'
import { sessionAttempt } from './reconfirm.ts'
import { linkedAccount } from './store/provider-links.ts'

export const confirmAnswerPath = '/step-up/directory/answer'

/** How she can show again who she is: whether the directory has to say it (docs/adr/0022), and can at this address. */
export const howToConfirm = defineUseCase({
  name: 'account.how-to-confirm',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'session' }),
  output: z.object({ byDirectory: z.enum(['no', 'required', 'elsewhere']), isSteppedUp: z.boolean() }),
  async run({ actor, tx }, { origin }) {
    const { tenantId, userId, isSteppedUp } = actor
    if (!(await mustUseDirectory(tx, tenantId, userId))) return { byDirectory: 'no' as const, isSteppedUp }
    const isHere = origin !== undefined && providerAt(new URL(origin).hostname) !== null
    return { byDirectory: isHere ? ('required' as const) : ('elsewhere' as const), isSteppedUp }
  },
  audit: () => null,
})

/** Sends her to the directory once more, out of the session that is open. */
export const prepareConfirm = defineUseCase({
  name: 'account.prepare-confirm',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'step-up' }),
  output: z.object({ address: z.string() }),
  beforehand: whereToAsk,
  async run({ actor, tx }, { origin }, endpoint) {
    const { tenantId, sessionId } = actor
    const provider = requireProvider(origin)
    const terms = { tenantId, use: 'provider-confirm' as const, boundTo: sessionId }
    const state = await giveChallenge(tx, terms)
    const errand = errandFor(terms, state, provider.origin + confirmAnswerPath)
    return { address: await addressToAsk(endpoint, provider, errand) }
  },
  audit: () => null,
})

/** The directory has sent her back: for five minutes it stands for the code, in this session and for her alone. */
export const takeConfirm = defineUseCase({
  name: 'account.take-confirm',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object(ProviderAnswer),
  subject: () => ({ objectType: 'step-up' }),
  output: z.object({ kind: z.enum(['shown', 'unbound', 'failed', 'not-anew']) }),
  async beforehand({ actor, tx }, given, hold) {
    const { tenantId, sessionId, userId } = actor
    const terms = { tenantId, use: 'provider-confirm' as const, boundTo: sessionId }
    return takeAnswer(tx, { terms, path: confirmAnswerPath, who: userId }, given, hold)
  },
  async run({ actor, tx }, _input, answered) {
    const { tenantId, userId } = actor
    if (answered.kind !== 'shown') return { kind: answered.kind }
    const { hash } = answered
    const link = await linkedAccount(tx, tenantId, hash)
    if (link?.user_id !== userId || !isGenuineLink(tenantId, userId, hash, link.mac))
      return { kind: 'unbound' as const }
    await noteVisit(tx, { tenantId, attempt: sessionAttempt(actor), userId })
    return { kind: 'shown' as const }
  },
  audit: (result) => ({ objectType: result.kind === 'shown' ? 'step-up' : 'step-up-refused' }),
})
