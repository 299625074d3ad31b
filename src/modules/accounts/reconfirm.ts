import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Proof } from './contract.ts'
import { confirmIdentity, networkHash, type Verdict } from './identity.ts'

export type Reconfirmation = Exclude<Verdict, { kind: 'wrong' | 'damaged' }> | { kind: 'wrong' | 'damaged' }

/** The signed-in person shows once more who she is; counted like a sign-in. */
export async function reconfirm({ actor, tx }: Scene, shown: Proof): Promise<Reconfirmation> {
  const { tenantId, login } = actor
  const { password, code, keyToken, origin } = shown
  const terms = { tenantId, use: 'confirm' as const, boundTo: actor.sessionId }
  const key = keyToken ? { terms, origin, shown: keyToken } : null
  const network = ownNetwork(actor)
  const verdict = await confirmIdentity(tx, { tenantId, login, password, code, key, network })
  if (verdict.kind === 'wrong' || verdict.kind === 'damaged') return { kind: verdict.kind }
  if (verdict.kind === 'proven' && verdict.userId !== actor.userId) throw new AppError('internal')
  return verdict
}

/** Whoever sits at an open screen is in the office: only the account's own limit applies. */
export function ownNetwork({ tenantId, userId }: Scene['actor']): Buffer {
  return networkHash(tenantId, `session of ${userId}`)
}

/** What the audit line of such an act is about: a wrong try must not look like the act itself. */
export function auditReconfirmed(result: { kind: string }, done: string): { objectType: string } {
  return { objectType: ['wrong', 'damaged', 'wait'].includes(result.kind) ? `${done}-refused` : done }
}
