import { randomBytes } from 'node:crypto'
import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import { clockOf, noteTaken } from './store/challenges.ts'

/** What a question of five minutes is for. One given out for one use answers no other. */
export interface ChallengeTerms {
  tenantId: string
  use: 'sign-in' | 'confirm' | 'add-passkey' | 'provider' | 'provider-link' | 'provider-confirm'
  /** The browser's attempt, or the session: shown from elsewhere it is worth nothing. */
  boundTo: string
}

const lastsMs = 300_000
const randomLength = 32
const endLength = 8
const tagLength = 32
/** Its characters, in base64url. */
export const challengeLength = 96

/**
 * Random, told once, and taken once. Nothing is stored: it says by itself when it ends, and carries a MAC over that, what it is for
 * and whose browser or session it was given to. However many strangers ask, nobody's question is displaced.
 */
export async function giveChallenge(tx: Tx, terms: ChallengeTerms): Promise<string> {
  return challengeUntil(terms, new Date((await clockOf(tx)).getTime() + lastsMs))
}

export function challengeUntil(terms: ChallengeTerms, endsAt: Date): string {
  const body = Buffer.concat([randomBytes(randomLength), Buffer.alloc(endLength)])
  body.writeBigUInt64BE(BigInt(endsAt.getTime()), randomLength)
  return Buffer.concat([body, tagOf(terms, body)]).toString('base64url')
}

/** `wrong`: never given out for this, or taken already; `ended`: it was, but more than five minutes ago, and nobody was wrong. */
export async function takeChallenge(
  tx: Tx,
  terms: ChallengeTerms,
  challenge: string,
): Promise<'taken' | 'wrong' | 'ended'> {
  const genuine = genuineIn(terms, challenge)
  if (!genuine) return 'wrong'
  const answer = await noteTaken(tx, { tenantId: terms.tenantId, ...genuine })
  return answer === 'again' ? 'wrong' : answer
}

/** Ahead of work that would be for nothing; takes nothing. */
export async function hasEnded(tx: Tx, terms: ChallengeTerms, challenge: string): Promise<boolean> {
  const genuine = genuineIn(terms, challenge)
  return genuine !== null && genuine.endsAt <= (await clockOf(tx))
}

function genuineIn(terms: ChallengeTerms, challenge: string): { tag: Buffer; endsAt: Date } | null {
  const parts = partsIn(challenge)
  if (!parts) return null
  const { body, tag } = parts
  if (!platform().vault.checkRow(terms.tenantId, 'challenge', columnsOf(terms, body), tag)) return null
  return { tag, endsAt: new Date(Number(body.readBigUInt64BE(randomLength))) }
}

/** Null where it has another length; whether it is genuine is not asked. */
export function partsIn(challenge: string): { body: Buffer; tag: Buffer } | null {
  const bytes = Buffer.from(challenge, 'base64url')
  if (challenge.length !== challengeLength || bytes.length !== randomLength + endLength + tagLength)
    return null
  return { body: bytes.subarray(0, -tagLength), tag: bytes.subarray(-tagLength) }
}

/** Keyed: nobody who only writes to the database can give one out. */
function tagOf(terms: ChallengeTerms, body: Buffer): Buffer {
  return Buffer.from(platform().vault.macRow(terms.tenantId, 'challenge', columnsOf(terms, body)))
}

function columnsOf({ use, boundTo }: ChallengeTerms, body: Buffer) {
  return [use, boundTo, body.toString('base64url')]
}
