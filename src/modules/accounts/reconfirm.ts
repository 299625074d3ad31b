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

export type Reconfirmation = Exclude<Verdict, { kind: 'wrong' | 'damaged' }> | { kind: 'wrong' | 'damaged' }

/** What `reconfirm` needs to have been derived beforehand. */
export function deriveAgain({ actor, tx }: Pick<Scene, 'actor' | 'tx'>, shown: Proof) {
  return derivePassword(tx, claimOf(actor, shown))
}

/** The signed-in person shows once more who she is; counted like a sign-in. */
export async function reconfirm(
  { actor, tx }: Scene,
  shown: Proof,
  derived: Derived,
): Promise<Reconfirmation> {
  const verdict = await confirmIdentity(tx, claimOf(actor, shown), derived)
  if (verdict.kind === 'wrong' || verdict.kind === 'damaged') return { kind: verdict.kind }
  if (verdict.kind === 'proven' && verdict.userId !== actor.userId) throw new AppError('internal')
  return verdict
}

function claimOf(actor: Actor, { password, code, keyToken, origin }: Proof): Claim {
  const { tenantId, login } = actor
  const terms = { tenantId, use: 'confirm' as const, boundTo: actor.sessionId }
  const key = keyToken ? { terms, origin, shown: keyToken } : null
  return { tenantId, login, password, code, key, network: ownNetwork(actor) }
}

/** Whoever sits at an open screen is in the office: only the account's own limit applies. */
export function ownNetwork({ tenantId, userId }: Actor): Buffer {
  return networkHash(tenantId, `session of ${userId}`)
}

/** What the audit line of such an act is about: a wrong try must not look like the act itself. */
export function auditReconfirmed(result: { kind: string }, done: string): { objectType: string } {
  return { objectType: ['wrong', 'damaged', 'wait'].includes(result.kind) ? `${done}-refused` : done }
}
