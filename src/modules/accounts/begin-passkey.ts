import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { giveChallenge } from './challenge.ts'
import { AskedAt, AskedKey, ClaimedLogin, mostPasskeys } from './contract.ts'
import { networkHash } from './identity.ts'
import { requireRpId } from './passkeys.ts'
import { passkeysOf, type StoredPasskey } from './store/passkeys.ts'

/**
 * What a security key at the door is asked. Every login gets five names of keys, whether it has any or exists at all: those
 * that are missing are made up, and the same each time (WebAuthn §14.6.2).
 */
export const beginPasskey = defineEntrance({
  name: 'account.begin-passkey',
  input: z.object({ login: ClaimedLogin, ...AskedAt }),
  output: AskedKey.extend({ attempt: z.string() }),
  async run({ tx, tenant, visitor }, { login, origin, attempt: known }) {
    if (!tenant) throw new AppError('not-found')
    const rpId = requireRpId(origin)
    const attempt = known ?? randomBytes(32).toString('base64url')
    const network = networkHash(tenant.id, visitor.network)
    const terms = { tenantId: tenant.id, use: 'sign-in' as const, boundTo: attempt }
    const challenge = await giveChallenge(tx, terms, network)
    const keys = await passkeysOf(tx, { tenantId: tenant.id, login, rpId })
    const madeUp = Array.from({ length: mostPasskeys }, (_, place) =>
      madeUpKey(tenant.id, rpId, login, place),
    )
    const allow = [...keys.map(askedOf), ...madeUp].slice(0, mostPasskeys)
    return { challenge, attempt, allow: allow.sort((a, b) => (a.id < b.id ? -1 : 1)) }
  },
  audit: () => null,
  present: (result) => result,
})

/** A key that only is a second factor is asked to derive something too, so that it looks like the others. */
export function askedOf(passkey: StoredPasskey): AskedKey['allow'][number] {
  const { tenantId, id, credentialId, unlocker } = passkey
  const madeUp = () => platform().vault.macRow(tenantId, 'made-up passkey', ['salt', id]).subarray(0, 16)
  const salt = Buffer.from(unlocker?.salt ?? madeUp())
  return { id: credentialId.toString('base64url'), salt: salt.toString('base64url') }
}

function madeUpKey(tenantId: string, rpId: string, login: string, place: number) {
  const bytes = (use: string) =>
    Buffer.from(platform().vault.macRow(tenantId, 'made-up passkey', [use, rpId, login, place]))
  return { id: bytes('id').toString('base64url'), salt: bytes('salt').subarray(0, 16).toString('base64url') }
}
