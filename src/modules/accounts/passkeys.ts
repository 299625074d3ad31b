import { isIP } from 'node:net'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { passkeyColumns } from '../../platform/passkey-columns.ts'
import { platform } from '../../platform/runtime.ts'
import { type ChallengeTerms, challengeLength, hasEnded, takeChallenge } from './challenge.ts'
import type { MadeKey, ShownKey } from './contract.ts'
import { notePasskeyUse, passkeysOf, type StoredPasskey } from './store/passkeys.ts'

/**
 * The name that keys are made for: the host's own. Browsers know none for a bare number, and the page must say so.
 */
export function rpIdOf(origin: string): string | null {
  const { hostname } = new URL(origin)
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : null
}

/** As `rpIdOf`, where nothing goes on without. */
export function requireRpId(origin: string | undefined): string {
  const rpId = origin ? rpIdOf(origin) : null
  if (!rpId) throw new AppError('refused', 'accounts_passkey_needs_name')
  return rpId
}

export interface KeyClaim {
  terms: ChallengeTerms
  login: string
  origin: string | undefined
  shown: ShownKey
}

/** The question was ours and has ended: nobody was wrong, nothing of the answer is looked at and nothing is counted. */
function tooLate(): AppError {
  return new AppError('refused', 'accounts_key_too_late')
}

/** Throws where it has; ahead of a slow derivation. */
export async function refuseEnded(tx: Tx, { terms, shown }: Omit<KeyClaim, 'login'>): Promise<void> {
  const challenge = challengeIn(shown.clientDataJSON)
  if (challenge !== null && (await hasEnded(tx, terms, challenge))) throw tooLate()
}

/** Whether one of her keys answered our question here and now; its count moves on. `ended`: nothing of the answer was looked at. */
export async function checkPasskey(
  tx: Tx,
  { terms, login, origin, shown }: KeyClaim,
): Promise<StoredPasskey | 'wrong' | 'damaged' | 'ended'> {
  const rpId = origin ? rpIdOf(origin) : null
  const challenge = challengeIn(shown.clientDataJSON)
  const taken = challenge === null ? 'wrong' : await takeChallenge(tx, terms, challenge)
  if (taken === 'ended') return taken
  if (!origin || !rpId || challenge === null || taken !== 'taken') return 'wrong'
  const keys = await passkeysOf(tx, { tenantId: terms.tenantId, login, rpId })
  const passkey = keys.find((one) => one.credentialId.toString('base64url') === shown.id)
  if (!passkey) return 'wrong'
  if (!platform().vault.checkRow(terms.tenantId, 'passkey', passkeyColumns(passkey), passkey.mac)) {
    platform().raise({ tenantId: terms.tenantId, label: 'auth.passkey', rowId: passkey.userId })
    return 'damaged'
  }
  const counter = await countOf(passkey, { origin, challenge, shown })
  return counter !== null && (await notePasskeyUse(tx, passkey, counter)) ? passkey : 'wrong'
}

/** How often it was used, by its own count; null where the answer is not that key's to this question. */
export async function countOf(
  passkey: Pick<StoredPasskey, 'rpId' | 'publicKey' | 'counter'>,
  { origin, challenge, shown }: { origin: string; challenge: string; shown: ShownKey },
): Promise<number | null> {
  const { id, clientDataJSON, authenticatorData, signature } = shown
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: passkey.rpId,
      requireUserVerification: true,
      credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    // The library throws whatever it is that does not fit.
    return null
  }
}

/** What a browser just made at our asking; null where it is anything else. Who made the device is not asked (no attestation). */
export async function checkMadeKey(
  tx: Tx,
  at: { terms: ChallengeTerms; origin: string; rpId: string },
  made: MadeKey,
) {
  const challenge = challengeIn(made.clientDataJSON)
  if (challenge === null || (await takeChallenge(tx, at.terms, challenge)) !== 'taken') return null
  return await keyMade({ ...at, challenge }, made)
}

/** Null where it is no new key, or not the one that was asked for. */
export async function keyMade(
  at: { origin: string; rpId: string; challenge: string },
  { id, clientDataJSON, attestationObject }: MadeKey,
) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      expectedChallenge: at.challenge,
      expectedOrigin: at.origin,
      expectedRPID: at.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: keyAlgorithms,
    })
    if (!registrationInfo) return null
    const { credential } = registrationInfo
    const { publicKey, counter } = credential
    return { challenge: at.challenge, publicKey: Buffer.from(publicKey), counter }
  } catch {
    return null
  }
}

/** ES256, EdDSA, RS256 (Windows Hello). */
export const keyAlgorithms = [-7, -8, -257]

/** Which question it answers; null also for one that a page of ours inside another's page was made to ask. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge, crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    if (crossOrigin === true) return null
    return typeof challenge === 'string' && isOurShape(challenge) ? challenge : null
  } catch {
    return null
  }
}

function isOurShape(text: string): boolean {
  return text.length === challengeLength && /^[A-Za-z0-9_-]+$/.test(text)
}
