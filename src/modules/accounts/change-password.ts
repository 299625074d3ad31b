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
      // As long for a wrong password as for the right one.
      const made =
        derived && (await platform().vault.newPasswordUnlocker(at.actor, derived.signedIn, input.newPassword))
      return { derived, made }
    }
  },
  async run(scene, input, { derived, made }) {
    const verdict = await reconfirm(scene, input, derived)
    if (verdict.kind !== 'proven') return verdict
    if (!made || !(await replaceUnlocker(scene.tx, 'password', verdict.signedIn.proof, made)))
      throw new AppError('conflict')
    return { kind: 'changed' as const }
  },
  audit: (result) => auditReconfirmed(result, 'password'),
})
