import { z } from 'zod'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import type { ReferralState } from './contract.ts'
import { findReceived, moveReferral, referralSheetOf } from './store.ts'

function stepOf(name: string, from: readonly ReferralState[], to: ReferralState) {
  return defineUseCase({
    name,
    permission: 'referral.receive',
    purpose: 'coordination',
    input: z.object({ referralId: z.uuid() }),
    subject: (input) => ({ objectType: 'referral', objectId: input.referralId }),
    output: z.object({ id: z.uuid() }),
    async run(scene, input) {
      const row = await findReceived(scene, input.referralId)
      await moveReferral(scene, row, from, to)
      return { id: row.id }
    },
    audit: () => ({}),
  })
}

/** 受理: the referring desk sees that it arrived. */
export const receiveReferral = stepOf('referral.receive', ['sent'], 'received')
export const closeReferral = stepOf('referral.close', ['sent', 'received', 'in_progress'], 'ended')

/** For the consultation that grows out of it: its words, while it is still open. */
export async function referralForConsultation(scene: Scene, referralId: string) {
  const row = await findReceived(scene, referralId)
  return {
    id: row.id,
    deskId: row.to_desk_id,
    fromDeskId: row.from_desk_id,
    isUrgent: row.is_urgent,
    isOpen: row.state !== 'ended',
    sheet: referralSheetOf(row),
  }
}

/**
 * The referral has become a consultation (or a case): the referring desk sees 対応中 and nothing else. Once the case is
 * named, a block on the case hides the referral too. May be called again when the consultation becomes a case.
 */
export async function settleReferral(
  scene: Scene,
  referralId: string,
  outcome: { consultationId: string; caseId?: string },
): Promise<void> {
  const row = await findReceived(scene, referralId)
  const found = {
    consultation_id: outcome.consultationId,
    ...(outcome.caseId ? { case_id: outcome.caseId } : {}),
  }
  await scene.tx
    .insertInto('referral_outcome')
    .values({ tenant_id: scene.actor.tenantId, referral_id: row.id, desk_id: row.to_desk_id, ...found })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'referral_id']).doUpdateSet(found))
    .execute()
  if (row.state === 'sent' || row.state === 'received')
    await moveReferral(scene, row, ['sent', 'received'], 'in_progress')
}
