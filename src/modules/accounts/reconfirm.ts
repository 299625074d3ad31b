import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import {
  type Claim,
  confirmIdentity,
  type Derived,
  derivePassword,
  networkHash,
  type Verdict,
} from './identity.ts'

export type Reconfirmation = Exclude<Verdict, { kind: 'wrong' | 'damaged' }> | { kind: 'wrong' | 'damaged' }

interface Shown {
  password: string
  code: string
}

/** What `reconfirm` needs to have been derived beforehand. */
export function deriveAgain({ actor, tx }: Pick<Scene, 'actor' | 'tx'>, shown: Shown) {
  return derivePassword(tx, claimOf(actor, shown))
}

/** The signed-in person shows her password and second factor once more; counted like a sign-in. */
export async function reconfirm(
  { actor, tx }: Scene,
  shown: Shown,
  derived: Derived,
): Promise<Reconfirmation> {
  const verdict = await confirmIdentity(tx, claimOf(actor, shown), derived)
  if (verdict.kind === 'wrong' || verdict.kind === 'damaged') return { kind: verdict.kind }
  if (verdict.kind === 'proven' && verdict.userId !== actor.userId) throw new AppError('internal')
  return verdict
}

function claimOf({ tenantId, userId, login }: Actor, { password, code }: Shown): Claim {
  // Whoever sits at an open screen is in the office: only the account's own limit applies.
  return { tenantId, login, password, code, network: networkHash(tenantId, `session of ${userId}`) }
}

/** What the audit line of such an act is about: a wrong try must not look like the act itself. */
export function auditReconfirmed(result: { kind: string }, done: string): { objectType: string } {
  return { objectType: ['wrong', 'damaged', 'wait'].includes(result.kind) ? `${done}-refused` : done }
}
