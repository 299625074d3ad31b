import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Damaged, NewPassword, ReconfirmedByPassword, Waiting, Wrong } from './contract.ts'
import { refusePoorPassword } from './password-rule.ts'
import { auditReconfirmed, reconfirm } from './reconfirm.ts'
import { replaceUnlocker } from './store/sign-in.ts'

/** A new password for the same keys. Her other sessions end. */
export const changePassword = defineUseCase({
  name: 'account.change-password',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.intersection(ReconfirmedByPassword, z.object({ newPassword: NewPassword })),
  subject: () => ({ objectType: 'password' }),
  output: z.discriminatedUnion('kind', [Waiting, Wrong, Damaged, z.object({ kind: z.literal('changed') })]),
  async run(scene, input) {
    const { actor, tx } = scene
    refusePoorPassword(input.newPassword, [actor.login, actor.displayName, actor.tenantName])
    const verdict = await reconfirm(scene, input)
    if (verdict.kind !== 'proven') return verdict
    const made = await platform().vault.replaceUnlocker(verdict.unlocker, input.password, input.newPassword)
    if (!made || !(await replaceUnlocker(tx, 'password', made.proof, made.unlocker)))
      throw new AppError('conflict')
    return { kind: 'changed' as const }
  },
  audit: (result) => auditReconfirmed(result, 'password'),
})
