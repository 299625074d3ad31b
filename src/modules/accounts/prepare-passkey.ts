import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt, AskedKey } from './contract.ts'
import { askedOf } from './made-up-keys.ts'
import { keyAlgorithms, requireRpId } from './passkeys.ts'
import { passkeysOf } from './store/passkeys.ts'

/** What a browser is asked to make a key for her. `allow` are those she has, so that none is made twice. */
export const preparePasskey = defineUseCase({
  name: 'account.prepare-passkey',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'passkey' }),
  output: AskedKey.extend({
    userHandle: z.string(),
    login: z.string(),
    displayName: z.string(),
    tenantName: z.string(),
    algorithms: z.array(z.number()),
  }),
  async run({ actor, tx }, { origin }) {
    const { tenantId, tenantName, userId, login, displayName, sessionId } = actor
    const rpId = requireRpId(origin)
    const terms = { tenantId, use: 'add-passkey' as const, boundTo: sessionId }
    const challenge = await giveChallenge(tx, terms)
    const keys = await passkeysOf(tx, { tenantId, login, rpId })
    const userHandle = Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')
    const whose = { userHandle, login, displayName, tenantName, algorithms: keyAlgorithms }
    return { challenge, allow: await askedOf(tx, tenantId, keys), ...whose }
  },
  audit: () => null,
})
