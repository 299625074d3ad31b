import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
import { isTotpShaped } from './factor-codes.ts'
import { saltBytes } from './factors.ts'
import { takeVisit } from './provider-visit.ts'
import type { StoredPasskey } from './store/passkeys.ts'
import { factorsOf, type StoredFactor, useFactorCode, useFactorStep } from './store/sign-in.ts'
import { totpStep } from './totp.ts'

/** Nobody has this id: what is asked in its name costs the same and finds nothing. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export type CheckedKey = StoredPasskey | 'wrong' | 'damaged'
type FactorAnswer = 'used' | 'unused' | 'damaged'

interface User {
  tenantId: string
  userId: string
}

/** The hash of a printed code, and the salt that it was made with; null where she has none, or is nobody. */
export interface DerivedCode {
  salt: Buffer | null
  hash: Uint8Array
}

/**
 * The slow half of a printed code. Whoever has no salt, or is not there at all, costs the same derivation: by the time it takes,
 * nobody is told from anybody.
 */
export async function deriveCode(
  tx: Tx,
  user: User,
  typed: string | undefined,
): Promise<() => Promise<DerivedCode | null>> {
  if (typed === undefined || isTotpShaped(typed)) return async () => null
  const salt = saltOf(await factorsOf(tx, user))
  const hash = () => platform().vault.slowCodeHash(user, salt ?? Buffer.alloc(saltBytes), typed)
  return async () => ({ salt, hash: await hash() })
}

function saltOf(factors: readonly StoredFactor[]): Buffer | null {
  return factors.find((factor) => factor.salt !== null)?.salt ?? null
}

/**
 * A security key that was checked already, what the office's directory has shown, or a code, which is taken for good if it fits and the password did too. A right
 * code with a wrong password is not used up.
 */
export async function useSecondFactor(
  tx: Tx,
  user: User,
  claim: {
    code: string | undefined
    directoryAttempt?: string | undefined
    isShownByStepUp?: boolean
  },
  { isOpened, key, derived }: { isOpened: boolean; key: CheckedKey | null; derived: DerivedCode | null },
): Promise<FactorAnswer> {
  const { code, directoryAttempt, isShownByStepUp } = claim
  if (key === 'damaged') return 'damaged'
  if (key !== null) return key !== 'wrong' && key.userId === user.userId ? 'used' : 'unused'
  if (directoryAttempt && isShownByStepUp) return isOpened ? 'used' : 'unused'
  if (directoryAttempt) {
    const visit = { ...user, attempt: directoryAttempt }
    return isOpened && (await takeVisit(tx, visit)) ? 'used' : 'unused'
  }
  return await useCode(tx, user, { typed: code ?? '', derived }, isOpened)
}

async function useCode(
  tx: Tx,
  user: User,
  { typed, derived }: { typed: string; derived: DerivedCode | null },
  isPasswordRight: boolean,
): Promise<FactorAnswer> {
  const factors = await factorsOf(tx, user)
  const taker = { ...user, userId: isPasswordRight ? user.userId : nobody }
  const answer = (isUsed: boolean) => (isUsed ? 'used' : 'unused')
  if (!isTotpShaped(typed)) {
    const salt = saltOf(factors)
    const byHash = platform().vault.codeHash(user.tenantId, taker.userId, typed)
    // Another set by now: what was derived of the one before finds nothing, and neither does what has no salt.
    const hash = salt && derived?.salt?.equals(salt) ? derived.hash : byHash
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
