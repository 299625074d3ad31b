import { z } from 'zod'
import { prepareAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { ClaimedLogin, Damaged, TypedCode, TypedPassword, Waiting, Wrong } from './contract.ts'
import { escrowSeeds } from './escrow-seeds.ts'
import { confirmIdentity, networkHash } from './identity.ts'
import { settleMemberships } from './store/memberships.ts'
import { enterAs, openSession, replaceUnlocker } from './store/sign-in.ts'

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
  async run({ tx, tenant, visitor }, input) {
    if (!tenant) throw new AppError('not-found')
    const network = networkHash(tenant.id, visitor.network)
    const verdict = await confirmIdentity(tx, { ...input, tenantId: tenant.id, network })
    if (verdict.kind !== 'proven') return verdict
    const { signedIn, userId } = verdict
    if (!(await openSession(tx, signedIn, visitor))) return { kind: 'wrong' as const, userId }
    const scene = await enterAs(tx, signedIn.cookie, visitor)
    // Her password led to the root secret before this one: from now on it leads to this one.
    if (signedIn.renewed && !(await replaceUnlocker(tx, 'password', signedIn.proof, signedIn.renewed)))
      throw new AppError('conflict')
    await settleMemberships(scene)
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
