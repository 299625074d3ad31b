import { z } from 'zod'
import { signAccountName } from '../../platform/account-names.ts'
import { prepareAuditorsKey } from '../../platform/audit/auditors-key.ts'
import { defineEntrance, type EntranceScene } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { Claimed, Damaged, Waiting, Wrong } from './contract.ts'
import { escrowSeeds } from './escrow-seeds.ts'
import { type Claim, confirmIdentity, derivePassword, networkHash } from './identity.ts'
import { mustUseDirectory } from './identity-provider.ts'
import { settleGrants, settleMemberships } from './store/memberships.ts'
import { enterAs, openSession, renewUnlocker } from './store/sign-in.ts'

type Shown = z.output<typeof Claimed>

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
  beforehand: ({ tx, ...at }, input) => derivePassword(tx, claimOf(at, input)),
  async run({ tx, tenant, visitor }, input, derived) {
    const claim = claimOf({ tenant, visitor }, input)
    const verdict = await confirmIdentity(tx, claim, derived)
    if (verdict.kind !== 'proven') return verdict
    const { signedIn, userId } = verdict
    const isOtherWay = claim.directoryAttempt === undefined
    if (isOtherWay && (await mustUseDirectory(tx, claim.tenantId, userId)))
      return { kind: 'wrong' as const, userId }
    if (!(await openSession(tx, signedIn, visitor))) return { kind: 'wrong' as const, userId }
    const scene = await enterAs(tx, signedIn.cookie, visitor)
    // What she opened with led to the root secret before this one: from now on it leads to this one.
    if (signedIn.renewed && !(await renewUnlocker(tx, signedIn.proof, signedIn.renewed)))
      throw new AppError('conflict')
    await settleMemberships(scene)
    await settleGrants(scene)
    // An account from before names were signed: who opens it by that login shows that it is hers.
    await signAccountName(scene, scene.actor)
    await escrowSeeds(scene)
    const isAuditor = scene.actor.roles.includes('auditor')
    return { kind: 'in' as const, userId, cookie: signedIn.cookie, isAuditor }
  },
  audit: (result) => ({
    ...('userId' in result && result.userId ? { userId: result.userId } : {}),
    result: result.kind === 'in' ? 'ok' : 'refused',
  }),
  afterwards: (result, { host, network }) =>
    result.kind === 'in' && result.isAuditor
      ? prepareAuditorsKey({ cookie: result.cookie, isAct: false, host, network })
      : null,
  present(result) {
    if (result.kind === 'late') throw new AppError('refused', result.says)
    return result
  },
})

function claimOf({ tenant, visitor }: Pick<EntranceScene, 'tenant' | 'visitor'>, shown: Shown): Claim {
  if (!tenant) throw new AppError('not-found')
  const { login, password, code, keyToken, origin, attempt, withDirectory } = shown
  const terms = { tenantId: tenant.id, use: 'sign-in' as const, boundTo: attempt ?? '' }
  const key = keyToken && attempt ? { terms, origin, shown: keyToken } : null
  const directoryAttempt = withDirectory && !keyToken ? (attempt ?? 'none') : undefined
  const network = networkHash(tenant.id, visitor.network)
  return { tenantId: tenant.id, login, password, code, key, directoryAttempt, network }
}
