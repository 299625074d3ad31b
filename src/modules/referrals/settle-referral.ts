import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskNames, fullName } from '../directory/index.ts'
import { findReceived, moveReferral, referralSheetOf } from './store.ts'

/** For the consultation that grows out of it: its words, and the consultation where there is one already. */
export async function referralForConsultation(scene: Scene, referralId: string) {
  const row = await findReceived(scene, referralId)
  const outcome = await scene.tx
    .selectFrom('referral_outcome')
    .select('consultation_id')
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('referral_id', '=', row.id)
    .executeTakeFirst()
  const from = (await deskNames(scene.tx, [row.from_desk_id])).get(row.from_desk_id)
  return {
    id: row.id,
    deskId: row.to_desk_id,
    fromDesk: fullName(from),
    fromKind: from?.bodyKind ?? null,
    isFromOutside: from?.isOutsideMunicipality ?? false,
    sentAt: row.sent_at,
    isUrgent: row.is_urgent,
    isOpen: row.state !== 'ended',
    consultationId: outcome?.consultation_id ?? null,
    sheet: referralSheetOf(row),
  }
}

/**
 * The referral has become a consultation: the referring desk sees 対応中 and nothing else. One referral becomes one
 * consultation; whoever comes second is told, so that nobody rings the same woman twice.
 */
export async function settleReferral(
  scene: Scene,
  referralId: string,
  outcome: { consultationId: string; caseId?: string },
): Promise<void> {
  const row = await findReceived(scene, referralId)
  if (row.state === 'ended') throw new AppError('refused', 'referrals_ended_note')
  const found = {
    consultation_id: outcome.consultationId,
    ...(outcome.caseId ? { case_id: outcome.caseId } : {}),
  }
  const written = await scene.tx
    .insertInto('referral_outcome')
    .values({ tenant_id: scene.actor.tenantId, referral_id: row.id, desk_id: row.to_desk_id, ...found })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'referral_id'])
        .doUpdateSet(found)
        .where((where) =>
          where.or([
            where('referral_outcome.consultation_id', 'is', null),
            where('referral_outcome.consultation_id', '=', outcome.consultationId),
          ]),
        ),
    )
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) throw new AppError('refused', 'referrals_taken_up_already')
  if (row.state === 'sent' || row.state === 'received')
    await moveReferral(scene, row, ['sent', 'received'], 'in_progress')
}

/** The referral a consultation grew out of; null where there is none. */
export async function referralOfConsultation(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  consultationId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('referral_outcome')
    .select('referral_id')
    .where('tenant_id', '=', actor.tenantId)
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  return row?.referral_id ?? null
}

/** The consultation went into a case: from now on a block on the case hides the referral too, at both desks. */
export async function referralJoinsCase(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  consultationId: string,
  caseId: string,
): Promise<void> {
  await tx
    .updateTable('referral_outcome')
    .set({ case_id: caseId })
    .where('tenant_id', '=', actor.tenantId)
    .where('consultation_id', '=', consultationId)
    .execute()
}
