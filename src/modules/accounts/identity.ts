import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import type { SignedIn, UnlockerRow } from '../../platform/vault/index.ts'
import { isTotpShaped } from './factor-codes.ts'
import { secondsToWait } from './policy.ts'
import {
  type AttemptHashes,
  attempts,
  factorsOf,
  noteAttempt,
  type SignInMaterial,
  signInMaterial,
  useFactorCode,
  useFactorStep,
} from './store/sign-in.ts'
import { totpStep } from './totp.ts'

export interface Claim {
  tenantId: string
  login: string
  password: string
  code: string
  /** Where it comes from, as `networkHash` answers. */
  network: Buffer
}

export type Verdict =
  | { kind: 'wait'; seconds: number }
  | { kind: 'wrong'; userId: string | null }
  /** Nothing that she types would help: what is stored was altered, and an alarm was raised. */
  | { kind: 'damaged'; userId: string }
  | { kind: 'proven'; userId: string; signedIn: SignedIn; unlocker: UnlockerRow }

/** Nobody has this id: what is asked in its name costs the same and finds nothing. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** What was found and derived ahead of the transaction that decides; null = there was no try, because she has to wait. */
export type Derived = { material: SignInMaterial | null; signedIn: SignedIn | null } | null

/** The slow half. It discloses nothing: whatever comes of it, `confirmIdentity` counts the attempt before it answers. */
export async function derivePassword(
  tx: Tx,
  claim: Pick<Claim, 'tenantId' | 'login' | 'password' | 'network'>,
): Promise<() => Promise<Derived>> {
  if ((await waitFor(tx, claim.tenantId, attemptHashes(claim))) > 0) return async () => null
  const material = await signInMaterial(tx, claim.tenantId, claim.login, 'password')
  const user = { tenantId: claim.tenantId, userId: material?.userId ?? nobody }
  return async () => ({
    material,
    signedIn: await platform().vault.signIn(user, material?.unlocker ?? null, claim.password),
  })
}

/**
 * Password and second factor, with the limits of security.md §6. An unknown account, a wrong password and a wrong code
 * take the same statements and the same derivation, and answer the same. The attempt is noted in this transaction, which
 * must therefore commit whatever the verdict. Of attempts at one account that were derived at the same time, each is counted
 * by itself here, one after the other, and those past the limit are not told what came of theirs.
 */
export async function confirmIdentity(tx: Tx, claim: Claim, derived: Derived): Promise<Verdict> {
  const hashes = attemptHashes(claim)
  const seconds = await waitFor(tx, claim.tenantId, hashes)
  if (seconds > 0 || !derived) return { kind: 'wait', seconds: Math.max(1, seconds) }
  const material = await signInMaterial(tx, claim.tenantId, claim.login, 'password')
  const user = { tenantId: claim.tenantId, userId: material?.userId ?? nobody }
  const signedIn = isDeepStrictEqual(material, derived.material) ? derived.signedIn : null
  const factor = await useSecondFactor(tx, user, claim.code, signedIn !== null)
  const isProven = signedIn !== null && factor === 'used'
  await noteAttempt(tx, claim.tenantId, hashes, isProven)
  if (!material) return { kind: 'wrong', userId: null }
  const isAltered = signedIn === null && !platform().vault.checkUnlocker(material.unlocker)
  if (isAltered || (signedIn && factor === 'damaged')) return { kind: 'damaged', userId: material.userId }
  if (!isProven) return { kind: 'wrong', userId: material.userId }
  // Only who has proven to be her is told; somebody slipped in a key that others would seal to.
  if (material.key && !platform().vault.checkUserKey(material.key))
    return { kind: 'damaged', userId: material.userId }
  return { kind: 'proven', userId: user.userId, signedIn, unlocker: material.unlocker }
}

/** Takes the code for good, if it fits and the password did too. A right code with a wrong password is not used up. */
async function useSecondFactor(
  tx: Tx,
  user: { tenantId: string; userId: string },
  typed: string,
  isPasswordRight: boolean,
): Promise<'used' | 'unused' | 'damaged'> {
  const factors = await factorsOf(tx, user)
  const taker = { ...user, userId: isPasswordRight ? user.userId : nobody }
  const answer = (isUsed: boolean) => (isUsed ? 'used' : 'unused')
  if (!isTotpShaped(typed)) {
    const hash = platform().vault.codeHash(user.tenantId, taker.userId, typed)
    return answer(await useFactorCode(tx, taker, hash))
  }
  const totp = factors.find((factor) => factor.kind === 'totp')
  const secret = totp?.secret
    ? platform().vault.openFactor(user.tenantId, user.userId, totp.id, totp.secret)
    : null
  const step = totpStep(secret ?? new Uint8Array(20), typed, Date.now(), totp?.last_step)
  const isUsable = secret !== null && step !== null
  const whose = isUsable ? taker : { ...user, userId: nobody }
  const isUsed = await useFactorStep(tx, whose, totp?.id ?? nobody, step ?? 0)
  if (!totp?.secret || secret) return answer(isUsed)
  platform().raise({ tenantId: user.tenantId, label: 'auth.factor', rowId: user.userId })
  return 'damaged'
}

/** Seconds until a try is taken; an attempt running at this moment counts as one second. */
export async function waitFor(tx: Tx, tenantId: string, hashes: AttemptHashes): Promise<number> {
  const counts = await attempts(tx, tenantId, hashes)
  return counts === null ? 1 : secondsToWait(counts)
}

export function attemptHashes(claim: Pick<Claim, 'tenantId' | 'login' | 'network'>): AttemptHashes {
  return { login: keyed(claim.tenantId, 'login', claim.login), network: claim.network }
}

/** For counting failed sign-ins. Only this keyed hash is stored. */
export function networkHash(tenantId: string, network: string): Buffer {
  return keyed(tenantId, 'network', network)
}

function keyed(tenantId: string, use: string, value: string): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'sign_in_attempt', [use, value]))
}
