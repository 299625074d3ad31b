import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskOfHub } from '../directory/index.ts'
import { ReferralSheet } from './contract.ts'
import { referralRecord } from './records.ts'

/** Somebody at any desk has noticed something: five fields to the hub, under a key of their own. */
export const sendReferral = defineUseCase({
  name: 'referral.send',
  permission: 'referral.send',
  purpose: 'coordination',
  input: ReferralSheet.extend({
    submissionId: z.uuid(),
    /** Only for whoever sits at several desks. */
    fromDeskId: z.uuid().optional(),
    isUrgent: z.coerce.boolean().default(false),
  }),
  subject: () => ({ objectType: 'referral' }),
  output: z.object({ id: z.uuid() }),
  async run(scene, { submissionId: _once, fromDeskId, isUrgent, ...sheet }) {
    const { actor, tx, keys } = scene
    const mine = desksFor(actor, 'referral.send')
    const from = fromDeskId ?? mine[0]
    if (!from || !mine.includes(from)) throw new AppError('forbidden')
    const hub = await deskOfHub(tx)
    if (!hub?.isFounded) throw new AppError('refused', 'referrals_no_hub')
    if (hub.deskId === from) throw new AppError('refused', 'referrals_own_hub')
    const id = crypto.randomUUID()
    const compartmentId = await keys.create({ kind: 'referral', ownerDeskId: from }, [
      { deskId: hub.deskId, notAfter: 0, basisId: id },
    ])
    await tx
      .insertInto('referral')
      .values({
        tenant_id: actor.tenantId,
        id,
        from_desk_id: from,
        to_desk_id: hub.deskId,
        compartment_id: compartmentId,
        is_urgent: isUrgent,
        sent_by: actor.userId,
        sheet: keys.seal(referralRecord, { id, compartmentId, rev: 1 }, sheet),
      })
      .execute()
    await notify(scene, [
      {
        to: { deskId: hub.deskId },
        kind: 'referral.sent',
        objectType: 'referral',
        objectId: id,
        compartmentId,
      },
    ])
    return { id }
  },
  audit: (result) => ({ objectId: result.id }),
})
