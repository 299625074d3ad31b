import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { ActivationLetter } from './contract.ts'
import { inviteAgain, newLetter } from './invitation.ts'
import { findInvited, forgetInvitation } from './store/accounts.ts'

/** A letter was lost or has expired: a new one, and the old code opens nothing any more. */
export const renewInvitation = defineUseCase({
  name: 'account.renew-invitation',
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({ userId: z.uuid() }),
  subject: (input) => ({ objectType: 'account', objectId: input.userId }),
  output: ActivationLetter.extend({ tenantName: z.string() }),
  async beforehand({ actor, tx }, { userId }) {
    const found = await findInvited(tx, userId)
    if (!found) throw new AppError('not-found')
    const { id, login, display_name: displayName } = found
    return () => newLetter(actor.tenantId, { id, login, displayName })
  },
  async run(scene, { userId }, made) {
    const found = await findInvited(scene.tx, userId)
    if (!found || !(await forgetInvitation(scene.tx, userId))) throw new AppError('not-found')
    const { id, login, display_name: displayName } = found
    return {
      ...(await inviteAgain(scene, { id, login, displayName }, made)),
      tenantName: scene.actor.tenantName,
    }
  },
  audit: () => ({}),
})
