import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { whyNotAdmit } from './policy.ts'
import { decideAdmission, findOpenAdmission } from './store/admissions.ts'
import { insertMemberships, userKeys } from './store/desks.ts'
import { holdEpoch } from './store/renewal.ts'

/** The second person: her session holds the desk's key and wraps it, every epoch, to the newcomer. */
export const admit = defineUseCase({
  name: 'desk.admit',
  permission: 'desk.admit',
  purpose: 'administration',
  input: z.object({ admissionId: z.uuid() }),
  subject: (input) => ({ objectType: 'admission', objectId: input.admissionId }),
  output: z.object({ deskId: z.uuid() }),
  async run(scene, input) {
    const { actor, tx, keys } = scene
    const asked = await findOpenAdmission(tx, input.admissionId)
    if (!asked || !desksFor(actor, 'desk.admit').includes(asked.desk_id)) throw new AppError('not-found')
    const reason = whyNotAdmit({ userId: asked.user_id, askedBy: asked.asked_by }, actor)
    if (reason) throw new AppError('refused', reason)
    const userKey = (await userKeys(tx, [asked.user_id])).get(asked.user_id)
    if (!userKey) throw new AppError('refused', 'accounts_login_closed')
    const newcomer = { userKey, role: asked.role, notBefore: asked.not_before, notAfter: asked.not_after }
    const given = platform().vault.admit(keys.opener, asked.desk_id, newcomer)
    await insertMemberships(tx, given)
    // The desk's key was renewed while this went on: what was given is not what opens it any more.
    const current = await holdEpoch(tx, asked.desk_id)
    if (!given.some((one) => one.epoch === current)) throw new AppError('conflict')
    if (!(await decideAdmission(scene, [asked.id], 'admitted'))) throw new AppError('conflict')
    return { deskId: asked.desk_id }
  },
  audit: (result) => ({ basis: `desk:${result.deskId}` }),
})
