import { z } from 'zod'
import { prepareAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { defineEntrance, type EntranceScene } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { ClaimedLogin, Damaged, TypedCode, TypedPassword, Waiting, Wrong } from './contract.ts'
import { escrowSeeds } from './escrow-seeds.ts'
import { type Claim, confirmIdentity, derivePassword, networkHash } from './identity.ts'
import { settleGrants, settleMemberships } from './store/memberships.ts'
import { enterAs, openSession } from './store/sign-in.ts'

/** Login, password and second factor in one go; which kind of code it is, its shape tells. */
export const signIn = defineEntrance({
  name: 'account.sign-in',
  input: z.object({ login: ClaimedLogin, password: TypedPassword, code: TypedCode }),
  output: z.discriminatedUnion('kind', [
    Waiting,
    Wrong,
    Damaged,
    z.object({ kind: z.literal('in'), cookie: z.instanceof(Uint8Array) }),
  ]),
  beforehand: ({ tx, ...at }, input) => derivePassword(tx, claimOf(at, input)),
  async run({ tx, tenant, visitor }, input, derived) {
    const verdict = await confirmIdentity(tx, claimOf({ tenant, visitor }, input), derived)
    if (verdict.kind !== 'proven') return verdict
    const { signedIn, userId } = verdict
    if (!(await openSession(tx, signedIn, visitor))) return { kind: 'wrong' as const, userId }
    const scene = await enterAs(tx, signedIn.cookie, visitor)
    await settleMemberships(scene)
    await settleGrants(scene)
    await prepareAuditorsKey(scene)
    await escrowSeeds(scene)
    return { kind: 'in' as const, userId, cookie: signedIn.cookie }
  },
  audit: (result) => ({
    ...(result.kind !== 'wait' && result.userId ? { userId: result.userId } : {}),
    result: result.kind === 'in' ? 'ok' : 'refused',
  }),
  present: (result) => result,
})

function claimOf(
  { tenant, visitor }: Pick<EntranceScene, 'tenant' | 'visitor'>,
  shown: Pick<Claim, 'login' | 'password' | 'code'>,
): Claim {
  if (!tenant) throw new AppError('not-found')
  return { ...shown, tenantId: tenant.id, network: networkHash(tenant.id, visitor.network) }
}
