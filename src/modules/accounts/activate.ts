import { z } from 'zod'
import { defineEntrance, type EntranceScene } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import {
  ClaimedLogin,
  Damaged,
  FactorChoice,
  NewPassword,
  ShownCodes,
  TypedLetter,
  Waiting,
  Wrong,
} from './contract.ts'
import { newFactors } from './factors.ts'
import { attemptHashes, networkHash, waitFor } from './identity.ts'
import { refusePoorPassword } from './password-rule.ts'
import { noteAttempt, replaceFactors, replaceUnlocker, signInMaterial } from './store/sign-in.ts'

const Input = z.intersection(
  z.object({ login: ClaimedLogin, letter: TypedLetter, newPassword: NewPassword }),
  FactorChoice,
)

/** From the letter with the activation code to an account of one's own: password, second factor, recovery codes. */
export const activate = defineEntrance({
  name: 'account.activate',
  input: Input,
  output: z.discriminatedUnion('kind', [
    Waiting,
    Wrong,
    Damaged,
    z.object({
      kind: z.literal('activated'),
      login: z.string(),
      displayName: z.string(),
      tenantName: z.string(),
      shown: ShownCodes,
    }),
  ]),
  async run({ tx, tenant, visitor }, input) {
    if (!tenant) throw new AppError('not-found')
    refusePoorPassword(input.newPassword, [input.login, tenant.name])
    const network = networkHash(tenant.id, visitor.network)
    const hashes = attemptHashes({ tenantId: tenant.id, login: input.login, network })
    const seconds = await waitFor(tx, tenant.id, hashes)
    if (seconds > 0) return { kind: 'wait' as const, seconds }
    const activated = await takeUp(tx, tenant, input)
    await noteAttempt(tx, tenant.id, hashes, activated.kind === 'activated')
    return activated
  },
  audit: (result) => ({
    ...(result.kind === 'activated' ? { userId: result.userId } : {}),
    result: result.kind === 'activated' ? 'ok' : 'refused',
  }),
  present: (result) => result,
})

async function takeUp(
  tx: EntranceScene['tx'],
  tenant: { id: string; name: string },
  input: z.output<typeof Input>,
) {
  const material = await signInMaterial(tx, tenant.id, input.login, 'activation')
  const user = { tenantId: tenant.id, userId: material?.userId ?? crypto.randomUUID() }
  const { set, shown } = newFactors(user, input)
  if (!material) {
    await platform().vault.signIn(user, null, input.letter)
    return { kind: 'wrong' as const }
  }
  const { vault } = platform()
  const made = await vault.replaceUnlocker(material.unlocker, input.letter, input.newPassword)
  if (!made)
    return { kind: vault.checkUnlocker(material.unlocker) ? ('wrong' as const) : ('damaged' as const) }
  if (material.key && !vault.checkUserKey(material.key)) return { kind: 'damaged' as const }
  const isDone =
    (await replaceFactors(tx, user, made.proof, set)) &&
    (await replaceUnlocker(tx, 'activation', made.proof, made.unlocker))
  if (!isDone) return { kind: 'wrong' as const }
  const { displayName } = material
  return {
    kind: 'activated' as const,
    userId: user.userId,
    login: input.login,
    displayName,
    tenantName: tenant.name,
    shown,
  }
}
