import { z } from 'zod'
import { signAccountName } from '../../platform/account-names.ts'
import { networkMark } from '../../platform/entering.ts'
import { defineEntrance } from '../../platform/entrance.ts'
import { platform } from '../../platform/runtime.ts'
import { foundNetwork, networkKeys } from '../directory/index.ts'
import {
  ActivationLetter,
  DisplayName,
  FactorChoice,
  Login,
  NewPassword,
  ShownCodes,
  TypedSetUpCode,
  Waiting,
  Wrong,
} from './contract.ts'
import { newFactors } from './factors.ts'
import { waitFor } from './identity.ts'
import { inviteAccount, newLetter } from './invitation.ts'
import { refusePoorPassword } from './password-rule.ts'
import { nobodysTenant, setUpAttempt, setUpToken } from './set-up-code.ts'
import { roleMac } from './store/accounts.ts'
import { endOwnSession } from './store/sessions.ts'
import { foundFirstTenant, foundSecondAdministrator, setUpIsOpen } from './store/set-up.ts'
import { enterAs, noteAttempt, replaceFactors } from './store/sign-in.ts'

const Input = z.intersection(
  z
    .object({
      setUpCode: TypedSetUpCode,
      tenantName: z.string('accounts_tenant_missing').trim().min(1).max(60, 'accounts_name_long'),
      tenantKind: z.enum(['municipality', 'prefecture'], 'accounts_tenant_kind_missing'),
      network: z.enum(networkKeys, 'accounts_network_missing'),
      login: Login,
      displayName: DisplayName,
      newPassword: NewPassword,
      secondLogin: Login,
      secondName: DisplayName,
    })
    .refine((input) => input.login !== input.secondLogin, {
      path: ['secondLogin'],
      message: 'accounts_login_taken',
    }),
  FactorChoice,
)

/**
 * The first start: tenant, network of desks, and two administrators, because nothing that matters is done by one person
 * alone. The code from the console is used up. The first administrator signs in afterwards like everybody, so that nobody leaves
 * this page with factors that do not work.
 */
export const setUp = defineEntrance({
  name: 'account.set-up',
  input: Input,
  output: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('closed') }),
    Waiting,
    Wrong,
    z.object({
      kind: z.literal('founded'),
      login: z.string(),
      displayName: z.string(),
      tenantName: z.string(),
      shown: ShownCodes,
      letter: ActivationLetter,
    }),
  ]),
  async beforehand({ tx, visitor }, input) {
    if ((await waitFor(tx, nobodysTenant, setUpAttempt(visitor))) > 0) return async () => null
    if (!(await setUpIsOpen(tx, setUpToken(input.setUpCode)))) return async () => null
    refusePoorPassword(input.newPassword, [input.login, input.displayName, input.tenantName])
    const user = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID() }
    const { shown, stored } = newFactors(user, input)
    return async () => ({ user, shown, ...(await firstKeys(user, input)), set: await stored() })
  },
  async run({ tx, tenant, visitor }, input, made) {
    if (tenant) return { kind: 'closed' as const }
    const attempt = setUpAttempt(visitor)
    const seconds = await waitFor(tx, nobodysTenant, attempt)
    if (seconds > 0) return { kind: 'wait' as const, seconds }
    const token = setUpToken(input.setUpCode)
    if (!made?.signedIn || !(await setUpIsOpen(tx, token))) {
      await noteAttempt(tx, nobodysTenant, attempt, false)
      return { kind: 'wrong' as const }
    }
    const { user, set, shown, key, unlocker, signedIn } = made
    const { vault } = platform()
    const isFounded = await foundFirstTenant(tx, {
      token,
      name: input.tenantName,
      kind: input.tenantKind,
      login: input.login,
      displayName: input.displayName,
      key,
      unlocker,
      roleMac: roleMac(user.tenantId, user.userId, 'tenant_admin'),
      session: signedIn.session,
      networkMark: networkMark(vault, visitor.network),
    })
    if (!isFounded || !(await replaceFactors(tx, user, signedIn.proof, set)))
      return { kind: 'closed' as const }
    const scene = await enterAs(tx, signedIn.cookie, visitor)
    await signAccountName(scene, scene.actor)
    await foundNetwork(scene, input.network)
    const letter = await inviteAccount(scene, made.second)
    await foundSecondAdministrator(scene, letter.id)
    await endOwnSession(tx, user.userId, scene.actor.sessionId)
    const { login, displayName, tenantName } = input
    return { kind: 'founded' as const, ...user, login, displayName, tenantName, shown, letter }
  },
  audit: (result) =>
    result.kind === 'founded' ? { tenantId: result.tenantId, userId: result.userId, result: 'ok' } : null,
  present: (result) => result,
})

/** The three derivations of a first start: her password, stored and tried, and the second administrator's letter. */
async function firstKeys(user: { tenantId: string; userId: string }, input: z.output<typeof Input>) {
  const { vault } = platform()
  const { key, unlocker } = await vault.createUser(user, { kind: 'password', password: input.newPassword })
  const signedIn = await vault.signIn(user, unlocker, input.newPassword)
  const invited = { login: input.secondLogin, displayName: input.secondName }
  return { key, unlocker, signedIn, second: await newLetter(user.tenantId, invited) }
}
