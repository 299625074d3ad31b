import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { confirmIdentity, networkHash, type Verdict } from './identity.ts'

export type Reconfirmation = Exclude<Verdict, { kind: 'wrong' | 'damaged' }> | { kind: 'wrong' | 'damaged' }

/** The signed-in person shows her password and second factor once more; counted like a sign-in. */
export async function reconfirm(
  { actor, tx }: Scene,
  shown: { password: string; code: string },
): Promise<Reconfirmation> {
  const { tenantId, login } = actor
  // Whoever sits at an open screen is in the office: only the account's own limit applies.
  const network = networkHash(tenantId, `session of ${actor.userId}`)
  const verdict = await confirmIdentity(tx, { tenantId, login, ...shown, network })
  if (verdict.kind === 'wrong' || verdict.kind === 'damaged') return { kind: verdict.kind }
  if (verdict.kind === 'proven' && verdict.userId !== actor.userId) throw new AppError('internal')
  return verdict
}

/** What the audit line of such an act is about: a wrong try must not look like the act itself. */
export function auditReconfirmed(result: { kind: string }, done: string): { objectType: string } {
  return { objectType: ['wrong', 'damaged', 'wait'].includes(result.kind) ? `${done}-refused` : done }
}
