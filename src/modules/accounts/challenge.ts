import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import { insertChallenge, takeStoredChallenge } from './store/passkeys.ts'

/** What a secret of five minutes is for. One given out for one use answers no other. */
export interface ChallengeTerms {
  tenantId: string
  use:
    | 'sign-in'
    | 'confirm'
    | 'add-passkey'
    | 'provider'
    | 'provider-link'
    | 'provider-confirm'
    | 'provider-shown'
  /** The browser's attempt, or the session: shown from elsewhere it is worth nothing. */
  boundTo: string
}

/** Random, told once, and taken once. */
export async function giveChallenge(tx: Tx, terms: ChallengeTerms, network: Buffer): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await insertChallenge(tx, terms.tenantId, hashOf(terms, challenge), network)
  return challenge
}

/** Where what it is bound to is secret enough: it is taken with an empty one. */
export async function noteChallenge(tx: Tx, terms: ChallengeTerms, network: Buffer): Promise<void> {
  const hash = hashOf(terms, '')
  // She may have been there a moment before already.
  await takeStoredChallenge(tx, terms.tenantId, hash)
  await insertChallenge(tx, terms.tenantId, hash, network)
}

/** False where it was never given out for this, was taken already, or is too old. */
export function takeChallenge(tx: Tx, terms: ChallengeTerms, challenge: string): Promise<boolean> {
  return takeStoredChallenge(tx, terms.tenantId, hashOf(terms, challenge))
}

/** Keyed: nobody who only writes to the database can give one out. */
function hashOf({ tenantId, use, boundTo }: ChallengeTerms, challenge: string): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'challenge', [use, boundTo, challenge]))
}
