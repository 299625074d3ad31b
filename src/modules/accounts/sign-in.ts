import { z } from 'zod'
import { prepareAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { defineEntrance } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { Claimed, Damaged, Waiting, Wrong } from './contract.ts'
import { escrowSeeds } from './escrow-seeds.ts'
import { confirmIdentity, networkHash } from './identity.ts'
import { providerAt } from './identity-provider.ts'
import { settleMemberships } from './store/memberships.ts'
import { hasProviderLink } from './store/provider-links.ts'
import { enterAs, openSession, renewUnlocker } from './store/sign-in.ts'

/** Login, password and second factor in one go (or a security key that opens alone); which kind of code it is, its shape tells. */
export const signIn = defineEntrance({
  name: 'account.sign-in',
  input: Claimed,
  output: z.discriminatedUnion('kind', [
    Waiting,
    Wrong,
    Damaged,
    z.object({ kind: z.literal('in'), cookie: z.instanceof(Uint8Array) }),
  ]),
  async run({ tx, tenant, visitor }, input) {
    if (!tenant) throw new AppError('not-found')
    const { login, password, code, keyToken, origin, attempt, withDirectory } = input
    const network = networkHash(tenant.id, visitor.network)
    const terms = { tenantId: tenant.id, use: 'sign-in' as const, boundTo: attempt ?? '' }
    const key = keyToken && attempt ? { terms, origin, shown: keyToken } : null
    const directoryAttempt = withDirectory && !keyToken ? (attempt ?? 'none') : undefined
    const claim = { tenantId: tenant.id, login, password, code, key, directoryAttempt, network }
    const verdict = await confirmIdentity(tx, claim)
    if (verdict.kind !== 'proven') return verdict
    const { signedIn, userId } = verdict
    const isOtherWay = directoryAttempt === undefined && providerAt(visitor.host)?.isRequired
    if (isOtherWay && (await hasProviderLink(tx, tenant.id, userId)))
      return { kind: 'wrong' as const, userId }
    if (!(await openSession(tx, signedIn, visitor))) return { kind: 'wrong' as const, userId }
    const scene = await enterAs(tx, signedIn.cookie, visitor)
    // What she opened with led to the root secret before this one: from now on it leads to this one.
    if (signedIn.renewed && !(await renewUnlocker(tx, signedIn.proof, signedIn.renewed)))
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
