import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Proof } from './contract.ts'
import {
  type Claim,
  confirmIdentity,
  type Derived,
  derivePassword,
  networkHash,
  type Verdict,
} from './identity.ts'
import { mustUseDirectory } from './identity-provider.ts'

export type Reconfirmation =
  | Exclude<Verdict, { kind: 'wrong' | 'damaged' | 'late' }>
  | { kind: 'wrong' | 'damaged' }

/**
 * What `reconfirm` needs to have been derived beforehand. What it would refuse unseen is refused here, before anything is derived;
 * and what is derived is counted already, since `reconfirm` may throw.
 */
export async function deriveAgain(at: Pick<Scene, 'actor' | 'tx'>, shown: Proof, occasion: Occasion = {}) {
  return await derivePassword(at.tx, await claimOf(at, shown, occasion))
}

/**
 * The signed-in person shows once more who she is; counted like a sign-in. Where the directory is required it stands for the code.
 * What is not the step-up itself takes the step-up's word for it: she need not go there twice within five minutes. Only the step-up
 * goes there anew each time, or it would last as long as somebody knows the password.
 */
export async function reconfirm(
  { actor, tx }: Scene,
  shown: Proof,
  derived: Derived,
  occasion: Occasion = {},
): Promise<Reconfirmation> {
  const claim = await claimOf({ actor, tx }, shown, occasion)
  const verdict = await confirmIdentity(tx, claim, derived)
  if (verdict.kind === 'late') throw new AppError('refused', verdict.says)
  if (verdict.kind === 'wrong' || verdict.kind === 'damaged') return { kind: verdict.kind }
  if (verdict.kind === 'proven' && verdict.userId !== actor.userId) throw new AppError('internal')
  return verdict
}

/** In place of a browser's attempt, where she is in already. */
export function sessionAttempt({ sessionId }: Actor): string {
  return `session ${sessionId}`
}

interface Occasion {
  isStepUp?: boolean
}

/** Throws where what is shown is not the way that her office requires. */
async function claimOf(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  shown: Proof,
  { isStepUp = false }: Occasion,
): Promise<Claim> {
  const claim = claimIn(actor, shown)
  if (!(await mustUseDirectory(tx, actor.tenantId, actor.userId))) return claim
  // Whom the office has closed in its directory goes on in the session that is open, and does nothing weighty in it: with no code,
  // and with no key either.
  if (!shown.withDirectory || shown.keyToken)
    throw new AppError('unsupported', 'accounts_confirm_by_directory')
  if (!isStepUp && !actor.isSteppedUp) throw new AppError('step-up-required')
  return { ...claim, isShownByStepUp: !isStepUp }
}

function claimIn(actor: Actor, { password, code, keyToken, origin, withDirectory }: Proof): Claim {
  const { tenantId, login } = actor
  const terms = { tenantId, use: 'confirm' as const, boundTo: actor.sessionId }
  const key = keyToken ? { terms, origin, shown: keyToken } : null
  const directoryAttempt = withDirectory && !keyToken ? sessionAttempt(actor) : undefined
  const network = ownNetwork(actor)
  return { tenantId, login, password, code, key, directoryAttempt, network, isOwnNetwork: true }
}

/** Whoever sits at an open screen is in the office: only the account's own limit applies. */
export function ownNetwork({ tenantId, userId }: Actor): Buffer {
  return networkHash(tenantId, `session of ${userId}`)
}

/** What the audit line of such an act is about: a wrong try must not look like the act itself. */
export function auditReconfirmed(result: { kind: string }, done: string): { objectType: string } {
  return { objectType: ['wrong', 'damaged', 'wait'].includes(result.kind) ? `${done}-refused` : done }
}
