import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Damaged, NewPassword, ReconfirmedByPassword, Waiting, Wrong } from './contract.ts'
import { refusePoorPassword } from './password-rule.ts'
import { auditReconfirmed, deriveAgain, reconfirm } from './reconfirm.ts'
import { replaceUnlocker } from './store/sign-in.ts'

/** A new password for the same keys. Her other sessions end. */
export const changePassword = defineUseCase({
  name: 'account.change-password',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.intersection(ReconfirmedByPassword, z.object({ newPassword: NewPassword })),
  subject: () => ({ objectType: 'password' }),
  output: z.discriminatedUnion('kind', [Waiting, Wrong, Damaged, z.object({ kind: z.literal('changed') })]),
  async beforehand(at, input) {
    const { login, displayName, tenantName } = at.actor
    refusePoorPassword(input.newPassword, [login, displayName, tenantName])
    const derive = await deriveAgain(at, input)
    return async () => {
      const derived = await derive()
      const old = derived?.signedIn ? derived.material?.unlocker : null
      const { vault } = platform()
      const made = old ? await vault.replaceUnlocker(old, input.password, input.newPassword) : null
      return { derived, made }
    }
  },
  async run(scene, input, { derived, made }) {
    const verdict = await reconfirm(scene, input, derived)
    if (verdict.kind !== 'proven') return verdict
    if (!made || !(await replaceUnlocker(scene.tx, 'password', made.proof, made.unlocker)))
      throw new AppError('conflict')
    return { kind: 'changed' as const }
  },
  audit: (result) => auditReconfirmed(result, 'password'),
})
