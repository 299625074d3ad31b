import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt } from './contract.ts'
import { addressToAsk, errandFor, requireProvider, whereToAsk } from './identity-provider.ts'

export const signInAnswerPath = '/sign-in/directory/answer'

/** Sends a browser to the office's own directory; its state is good once, in that browser, for five minutes. */
export const beginProvider = defineEntrance({
  name: 'account.begin-provider',
  input: z.object(AskedAt),
  output: z.object({ address: z.string(), attempt: z.string() }),
  beforehand: whereToAsk,
  async run({ tx, tenant }, { origin }, endpoint) {
    if (!tenant) throw new AppError('not-found')
    const provider = requireProvider(origin)
    const attempt = randomBytes(32).toString('base64url')
    const terms = { tenantId: tenant.id, use: 'provider' as const, boundTo: attempt }
    const state = await giveChallenge(tx, terms)
    const errand = errandFor(terms, state, provider.origin + signInAnswerPath)
    return { address: await addressToAsk(endpoint, provider, errand), attempt }
  },
  audit: () => null,
  present: (result) => result,
})
