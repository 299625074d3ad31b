import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt, AskedKey } from './contract.ts'
import { askedOf } from './made-up-keys.ts'
import { requireRpId } from './passkeys.ts'
import { passkeysOf } from './store/passkeys.ts'

/** What her own security key is asked where she shows again who she is. */
export const askPasskey = defineUseCase({
  name: 'account.ask-passkey',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object(AskedAt),
  subject: () => ({ objectType: 'passkey' }),
  output: AskedKey,
  async run({ actor, tx }, { origin }) {
    const { tenantId, login, sessionId } = actor
    const terms = { tenantId, use: 'confirm' as const, boundTo: sessionId }
    const challenge = await giveChallenge(tx, terms)
    const keys = await passkeysOf(tx, { tenantId, login, rpId: requireRpId(origin) })
    return { challenge, allow: await askedOf(tx, tenantId, keys) }
  },
  audit: () => null,
})
