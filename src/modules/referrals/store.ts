import type { Selectable } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { ReferralSheet, ReferralState } from './contract.ts'
import { referralRecord } from './records.ts'

export type ReferralRow = Selectable<DB['referral']>

export async function findReferral(scene: Pick<Scene, 'actor' | 'tx'>, id: string): Promise<ReferralRow> {
  const row = await scene.tx
    .selectFrom('referral')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

/** The referral at the desk it was sent to; for anybody else it does not exist. */
export async function findReceived(scene: Pick<Scene, 'actor' | 'tx'>, id: string): Promise<ReferralRow> {
  const row = await findReferral(scene, id)
  if (!desksFor(scene.actor, 'referral.receive').includes(row.to_desk_id)) throw new AppError('not-found')
  return row
}

/** One state on, if nobody was faster; the referring desk hears that it moved. */
export async function moveReferral(
  scene: Scene,
  row: ReferralRow,
  from: readonly ReferralState[],
  to: ReferralState,
): Promise<void> {
  const now = new Date()
  const moved = await scene.tx
    .updateTable('referral')
    .set({
      state: to,
      changed_at: now,
      ...(row.received_at ? {} : { received_at: now, received_by: scene.actor.userId }),
    })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', row.id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new AppError('conflict', 'referrals_moved_on')
  await notify(scene, [
    {
      to: { deskId: row.from_desk_id },
      kind: 'referral.moved',
      objectType: 'referral',
      objectId: row.id,
      compartmentId: row.compartment_id,
    },
  ])
}

export function referralSheetOf(row: ReferralRow): Sealed<ReferralSheet> {
  return sealedOf(referralRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.sheet,
  })
}
