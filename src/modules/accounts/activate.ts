import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { defineEntrance, type EntranceScene, type Visitor } from '../../platform/entrance.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import type { Vault } from '../../platform/vault/index.ts'
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
import { type FactorSet, newFactors } from './factors.ts'
import { attemptHashes, networkHash, waitFor } from './identity.ts'
import { refusePoorPassword } from './password-rule.ts'
import {
  noteAttempt,
  replaceFactors,
  replaceUnlocker,
  type SignInMaterial,
  signInMaterial,
} from './store/sign-in.ts'

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
  async beforehand({ tx, tenant, visitor }, input) {
    if (!tenant) throw new AppError('not-found')
    refusePoorPassword(input.newPassword, [input.login, tenant.name])
    if ((await waitFor(tx, tenant.id, hashesOf(tenant.id, visitor, input))) > 0) return async () => null
    const material = await signInMaterial(tx, tenant.id, input.login, 'activation')
    const user = { tenantId: tenant.id, userId: material?.userId ?? crypto.randomUUID() }
    const { shown, stored } = newFactors(user, input)
    return async () => {
      const made = await tryLetter(user, material, input)
      // Only whoever holds the letter makes the server work that long.
      return { material, shown, made, set: made && (await stored()) }
    }
  },
  async run({ tx, tenant, visitor }, input, derived) {
    if (!tenant) throw new AppError('not-found')
    const hashes = hashesOf(tenant.id, visitor, input)
    const seconds = await waitFor(tx, tenant.id, hashes)
    if (seconds > 0 || !derived) return { kind: 'wait' as const, seconds: Math.max(1, seconds) }
    const activated = await takeUp(tx, tenant, input, derived)
    await noteAttempt(tx, tenant.id, hashes, activated.kind === 'activated')
    return activated
  },
  audit: (result) => ({
    ...(result.kind === 'activated' ? { userId: result.userId } : {}),
    result: result.kind === 'activated' ? 'ok' : 'refused',
  }),
  present: (result) => result,
})

function hashesOf(tenantId: string, visitor: Visitor, { login }: { login: string }) {
  return attemptHashes({ tenantId, login, network: networkHash(tenantId, visitor.network) })
}

type Made = Awaited<ReturnType<Vault['replaceUnlocker']>>

/** Costs one derivation for whoever is not invited or types a wrong code, as a try to sign in does. */
async function tryLetter(
  user: { tenantId: string; userId: string },
  material: SignInMaterial | null,
  { letter, newPassword }: z.output<typeof Input>,
): Promise<Made> {
  const { vault } = platform()
  if (material) return await vault.replaceUnlocker(material.unlocker, letter, newPassword)
  await vault.signIn(user, null, letter)
  return null
}

interface Derived {
  material: SignInMaterial | null
  made: Made
  shown: ShownCodes
  set: FactorSet | null
}

async function takeUp(
  tx: EntranceScene['tx'],
  tenant: { id: string; name: string },
  { login }: { login: string },
  derived: Derived,
) {
  const material = await signInMaterial(tx, tenant.id, login, 'activation')
  if (!material) return { kind: 'wrong' as const }
  const { userId, displayName } = material
  const { vault } = platform()
  const { made, set } = isDeepStrictEqual(material, derived.material) ? derived : { made: null, set: null }
  if (!made || !set)
    return { kind: vault.checkUnlocker(material.unlocker) ? ('wrong' as const) : ('damaged' as const) }
  if (material.key && !vault.checkUserKey(material.key)) return { kind: 'damaged' as const }
  const isDone =
    (await replaceFactors(tx, { tenantId: tenant.id, userId }, made.proof, set)) &&
    (await replaceUnlocker(tx, 'activation', made.proof, made.unlocker))
  if (!isDone) return { kind: 'wrong' as const }
  const { shown } = derived
  return { kind: 'activated' as const, userId, login, displayName, tenantName: tenant.name, shown }
}
