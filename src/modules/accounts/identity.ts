import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import type { SignedIn, UnlockerRow } from '../../platform/vault/index.ts'
import { checkPasskey, type KeyClaim, refuseEnded } from './passkeys.ts'
import { secondsToWait } from './policy.ts'
import { isVisitOver } from './provider-visit.ts'
import { type CheckedKey, type DerivedCode, deriveCode, nobody, useSecondFactor } from './second-factor.ts'
import {
  type AttemptHashes,
  attempts,
  noteAttempt,
  type SignInMaterial,
  signInMaterial,
} from './store/sign-in.ts'

export interface Claim {
  tenantId: string
  login: string
  password: string | undefined
  code: string | undefined
  /** What her security key answered, and to which question. */
  key: Omit<KeyClaim, 'login'> | null
  /** In this browser the office's directory has just shown who she is (docs/adr/0022); that stands for the code. */
  directoryAttempt?: string | undefined
  /** The directory has shown her for the step-up that still lasts. */
  isShownByStepUp?: boolean
  /** Where it comes from, as `networkHash` answers. */
  network: Buffer
  /** Nobody shares this network with her, so whatever is derived is counted for it before that is done. */
  isOwnNetwork?: boolean
}

export type Verdict =
  | { kind: 'wait'; seconds: number }
  | { kind: 'wrong'; userId: string | null }
  /** Nothing that she types would help: what is stored was altered, and an alarm was raised. */
  | { kind: 'damaged'; userId: string }
  /** Her question, or what the directory had shown, ended meanwhile: nobody was wrong. */
  | { kind: 'late'; says: TooLate }
  | { kind: 'proven'; userId: string; signedIn: SignedIn; unlocker: UnlockerRow }

type TooLate = 'accounts_key_too_late' | 'accounts_directory_too_late'

/** What was found and derived ahead of the transaction that decides; null = there was no try, because she has to wait. */
export type Derived = {
  material: SignInMaterial | null
  signedIn: SignedIn | null
  code: DerivedCode | null
} | null

/**
 * The slow half: as many derivations for a right password as for a wrong one, for somebody as for nobody. It discloses nothing, and
 * none is for free: at the door `confirmIdentity` counts what was derived before it answers, inside it is counted here, ahead.
 */
export async function derivePassword(tx: Tx, claim: Claim): Promise<() => Promise<Derived>> {
  if ((await waitFor(tx, claim.tenantId, attemptHashes(claim))) > 0) return async () => null
  // What would be for nothing is not derived: a question that has ended serves as often as somebody likes.
  if (await isVisitLate(tx, claim)) throw new AppError('refused', 'accounts_directory_too_late')
  const material = await signInMaterial(tx, claim.tenantId, claim.login, 'password')
  const user = { tenantId: claim.tenantId, userId: material?.userId ?? nobody }
  const { password, key } = claim
  if (key) await refuseEnded(tx, key)
  if (password === undefined) return async () => ({ material, signedIn: null, code: null })
  if (claim.isOwnNetwork) await countForNetwork(tx, claim)
  const code = await deriveCode(tx, user, claim.code)
  return async () => ({
    material,
    signedIn: await platform().vault.signIn(user, material?.unlocker ?? null, password),
    code: await code(),
  })
}

/**
 * Password and second factor (or a security key that opens alone), with the limits of security.md §6. An unknown account, a
 * wrong password and a wrong code take the same statements and the same derivation, and answer the same. The attempt is
 * noted in this transaction, which must therefore commit whatever the verdict. Of attempts at one account that were derived at
 * the same time, each is counted by itself here, one after the other, and those past the limit are not told what came of theirs:
 * they count for the network alone, and so does what comes too late.
 */
export async function confirmIdentity(tx: Tx, claim: Claim, derived: Derived): Promise<Verdict> {
  const hashes = attemptHashes(claim)
  const seconds = await waitFor(tx, claim.tenantId, hashes)
  if (!derived) return { kind: 'wait', seconds: Math.max(1, seconds) }
  if (seconds > 0) return untold(tx, claim, { kind: 'wait', seconds })
  if (await isVisitLate(tx, claim))
    return untold(tx, claim, { kind: 'late', says: 'accounts_directory_too_late' })
  const material = await signInMaterial(tx, claim.tenantId, claim.login, 'password')
  const user = { tenantId: claim.tenantId, userId: material?.userId ?? nobody }
  const key = claim.key ? await checkPasskey(tx, { ...claim.key, login: claim.login }) : null
  if (key === 'ended') return untold(tx, claim, { kind: 'late', says: 'accounts_key_too_late' })
  const opened = openedSeed(user, material, claim, { key, derived })
  const factor = await useSecondFactor(tx, user, claim, {
    isOpened: opened.signedIn !== null,
    key,
    derived: derived.code,
  })
  const isProven = opened.signedIn !== null && factor === 'used'
  await noteAttempt(tx, claim.tenantId, hashes, isProven)
  if (!material) return { kind: 'wrong', userId: null }
  const isAltered =
    opened.unlocker !== null && !opened.signedIn && !platform().vault.checkUnlocker(opened.unlocker)
  if (isAltered || (factor === 'damaged' && (opened.signedIn || key === 'damaged')))
    return { kind: 'damaged', userId: material.userId }
  if (!isProven || !opened.signedIn) return { kind: 'wrong', userId: material.userId }
  // Only who has proven to be her is told; somebody slipped in a key that others would seal to.
  if (material.key && !platform().vault.checkUserKey(material.key))
    return { kind: 'damaged', userId: material.userId }
  return { kind: 'proven', userId: user.userId, signedIn: opened.signedIn, unlocker: material.unlocker }
}

/** Whose password comes more than five minutes after the directory has shown her was not wrong: nothing of it is looked at. */
async function isVisitLate(tx: Tx, { tenantId, directoryAttempt, isShownByStepUp }: Claim): Promise<boolean> {
  if (!directoryAttempt || isShownByStepUp) return false
  return isVisitOver(tx, tenantId, directoryAttempt)
}

/** Nothing of what was shown is told, so her account is not held to blame. But a derivation was made. */
async function untold(tx: Tx, claim: Claim, verdict: Verdict): Promise<Verdict> {
  if (claim.password !== undefined && !claim.isOwnNetwork) await countForNetwork(tx, claim)
  return verdict
}

/** Of derivations a network has so many, whatever became of them. */
async function countForNetwork(tx: Tx, { tenantId, network }: Claim): Promise<void> {
  await noteAttempt(tx, tenantId, { login: keyed(tenantId, 'late', ''), network }, false)
}

interface Opened {
  signedIn: SignedIn | null
  /** What was tried. */
  unlocker: UnlockerRow | null
}

/** By the password, as it was derived; without one, by what her security key derived, which takes no time. */
function openedSeed(
  user: { tenantId: string; userId: string },
  material: SignInMaterial | null,
  claim: Claim,
  { key, derived }: { key: CheckedKey | null; derived: NonNullable<Derived> },
): Opened {
  if (claim.password !== undefined) {
    // What was stored is another by now: what was derived of it counts for nothing.
    const isSame = isDeepStrictEqual(material, derived.material)
    return { signedIn: isSame ? derived.signedIn : null, unlocker: material?.unlocker ?? null }
  }
  const output = claim.key?.shown.output
  if (key === null || key === 'wrong' || key === 'damaged' || !key.unlocker || !output)
    return { signedIn: null, unlocker: null }
  const names = { passkeyId: key.id, credentialId: key.credentialId }
  const secret = Uint8Array.from(Buffer.from(output, 'base64url'))
  const signedIn = platform().vault.signInByPasskey(user, key.unlocker, names, secret)
  return { signedIn, unlocker: key.unlocker }
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
