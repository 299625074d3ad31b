import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt, AskedKey, ClaimedLogin, mostPasskeys } from './contract.ts'
import { askedOf, madeUpKeys } from './made-up-keys.ts'
import { requireRpId } from './passkeys.ts'
import { passkeysOf } from './store/passkeys.ts'

/**
 * What a security key at the door is asked. Every login gets five names of keys, whether it has any or exists at all: those
 * that are missing are made up, the same each time, and change as seldom as real ones (WebAuthn §14.6.2, migrations/0226).
 */
export const beginPasskey = defineEntrance({
  name: 'account.begin-passkey',
  input: z.object({ login: ClaimedLogin, ...AskedAt }),
  output: AskedKey.extend({ attempt: z.string() }),
  async run({ tx, tenant }, { login, origin, attempt: known }) {
    if (!tenant) throw new AppError('not-found')
    const rpId = requireRpId(origin)
    const attempt = known ?? randomBytes(32).toString('base64url')
    const terms = { tenantId: tenant.id, use: 'sign-in' as const, boundTo: attempt }
    const challenge = await giveChallenge(tx, terms)
    const keys = await passkeysOf(tx, { tenantId: tenant.id, login, rpId })
    const real = await askedOf(tx, tenant.id, keys)
    const madeUp = await madeUpKeys(tx, { tenantId: tenant.id, rpId, login })
    const allow = [...real, ...madeUp].slice(0, mostPasskeys)
    return { challenge, attempt, allow: allow.sort((a, b) => (a.id < b.id ? -1 : 1)) }
  },
  audit: () => null,
  present: (result) => result,
})
