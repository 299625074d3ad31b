import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { whyNotFound } from './policy.ts'
import { decideAdmission, openAdmissions } from './store/admissions.ts'
import { findDesk, insertFoundedDesk, userKeys } from './store/desks.ts'

/**
 * Makes the desk's key for its first members, whom another administrator has named. The administrator who founds keeps
 * no copy: only the members' own keys open it.
 */
export const foundDesk = defineUseCase({
  name: 'desk.found',
  permission: 'desk.found',
  purpose: 'administration',
  input: z.object({ deskId: z.uuid() }),
  subject: (input) => ({ objectType: 'desk', objectId: input.deskId }),
  output: z.object({ deskId: z.uuid() }),
  async run(scene, { deskId }) {
    const { actor, tx } = scene
    const desk = await findDesk(tx, deskId)
    if (!desk) throw new AppError('not-found')
    if (desk.epoch !== null) throw new AppError('refused', 'accounts_found_already')
    if (desk.kind === 'paper') throw new AppError('refused', 'accounts_found_paper')
    const named = await openAdmissions(tx, deskId)
    const asked = named.map((one) => ({ userId: one.user_id, askedBy: one.asked_by }))
    const reason = whyNotFound(asked, actor)
    if (reason) throw new AppError('refused', reason)
    const keys = await userKeys(
      tx,
      named.map((one) => one.user_id),
    )
    const first = named.map((one) => {
      const userKey = keys.get(one.user_id)
      if (!userKey) throw new AppError('refused', 'accounts_login_closed')
      return { userKey, role: one.role, notBefore: one.not_before, notAfter: one.not_after }
    })
    const { deskKey, memberships } = platform().vault.foundDesk({ tenantId: actor.tenantId, deskId }, first)
    await insertFoundedDesk(scene, deskKey, memberships)
    const ids = named.map((one) => one.id)
    if (!(await decideAdmission(scene, ids, 'admitted'))) throw new AppError('conflict')
    return { deskId, count: first.length }
  },
  audit: (result) => ({ count: result.count }),
})
