import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { ActivationLetter, DeskRoleCode, DisplayName, Login, TenantRoleCode } from './contract.ts'
import { inviteAccount as invite, newLetter } from './invitation.ts'
import { rolesAt } from './policy.ts'
import { propose } from './propose-act.ts'
import { isLoginTaken } from './store/accounts.ts'
import { insertAdmission } from './store/admissions.ts'
import { findDesk } from './store/desks.ts'

/**
 * A new colleague: an account, the letter with its activation code, and, if a desk is named, the request that somebody
 * of that desk admits her. A role of the tenant is only proposed: another administrator confirms it.
 */
export const inviteAccount = defineUseCase({
  name: 'account.invite',
  permission: 'account.manage',
  purpose: 'administration',
  input: z
    .object({
      login: Login,
      displayName: DisplayName,
      tenantRole: TenantRoleCode.optional(),
      deskId: z.uuid().optional(),
      deskRole: DeskRoleCode.optional(),
    })
    .refine((input) => !input.deskId || input.deskRole, {
      path: ['deskRole'],
      message: 'accounts_role_missing',
    }),
  subject: () => ({ objectType: 'account' }),
  output: ActivationLetter.extend({ tenantName: z.string() }),
  async beforehand({ actor, tx }, input) {
    await refuseTaken(tx, input.login)
    return () => newLetter(actor.tenantId, input)
  },
  async run(scene, input, made) {
    await refuseTaken(scene.tx, input.login)
    const letter = await invite(scene, made)
    if (input.tenantRole)
      await propose(scene, { act: 'give_role', userId: letter.id, role: input.tenantRole })
    if (input.deskId && input.deskRole) {
      const desk = await findDesk(scene.tx, input.deskId)
      if (!desk) throw new AppError('not-found')
      if (!rolesAt(desk.kind).includes(input.deskRole))
        throw new AppError('invalid', 'error_invalid', { fields: { deskRole: 'accounts_role_other_desk' } })
      await insertAdmission(scene, { deskId: input.deskId, userId: letter.id, role: input.deskRole })
    }
    return { ...letter, tenantName: scene.actor.tenantName }
  },
  audit: (letter) => ({ objectId: letter.id }),
})

async function refuseTaken(tx: Tx, login: string): Promise<void> {
  if (await isLoginTaken(tx, login))
    throw new AppError('invalid', 'error_invalid', { fields: { login: 'accounts_login_taken' } })
}
