import type { Selectable } from 'kysely'
import type { DB } from '../../platform/db/schema.ts'
import { mintStamp, type ReleaseStamp } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import type { ReleaseLine } from './contract.ts'

export type ReleaseRow = Selectable<DB['release']>

/** The release made from a row (a request has one); null before it left. */
export async function releaseOf(
  scene: Scene,
  subjectId: string,
): Promise<{ row: ReleaseRow; stamp: ReleaseStamp } | null> {
  const row = await scene.tx
    .selectFrom('release')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('subject_id', '=', subjectId)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { row, stamp: await stampOf(scene, row) } : null
}

export async function findRelease(
  scene: Scene,
  releaseId: string,
): Promise<{ row: ReleaseRow; stamp: ReleaseStamp }> {
  const row = await scene.tx
    .selectFrom('release')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', releaseId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return { row, stamp: await stampOf(scene, row) }
}

async function stampOf(scene: Scene, row: ReleaseRow): Promise<ReleaseStamp> {
  const names = await staffNames(scene, [row.released_by])
  return mintStamp({
    id: row.id,
    document: row.document,
    serial: row.serial,
    fiscalYear: row.fiscal_year,
    at: row.at,
    by: names.get(row.released_by) ?? '',
  })
}

/** Says what became of the paper; false when it was not out any more. */
export async function settlePaper(
  scene: Scene,
  releaseId: string,
  paperState: 'collected' | 'destroyed',
): Promise<boolean> {
  const changed = await scene.tx
    .updateTable('release')
    .set({ paper_state: paperState, paper_changed_at: new Date(), paper_changed_by: scene.actor.userId })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', releaseId)
    .where('paper_state', '=', 'out')
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export async function releaseLines(scene: Scene, rows: readonly ReleaseRow[]): Promise<ReleaseLine[]> {
  const desks = await deskNames(
    scene.tx,
    rows.flatMap((row) => (row.recipient_desk_id ? [row.recipient_desk_id] : [])),
  )
  const staff = await staffNames(
    scene,
    rows.flatMap((row) => [row.released_by, row.second_by]),
  )
  return rows.map((row) => {
    const desk = row.recipient_desk_id ? desks.get(row.recipient_desk_id) : undefined
    return {
      id: row.id,
      serial: row.serial,
      fiscalYear: row.fiscal_year,
      document: row.document,
      subjectId: row.subject_id,
      caseId: row.case_id,
      recipientKind: row.recipient_kind,
      recipientName: deskFullName(desk),
      purpose: row.purpose,
      highestClass: row.highest_class as ReleaseLine['highestClass'],
      releasedBy: staff.get(row.released_by) ?? '',
      secondBy: row.second_by ? (staff.get(row.second_by) ?? '') : null,
      actedFirst: row.acted_first,
      at: row.at,
      paperState: row.paper_state as ReleaseLine['paperState'],
      paperChangedAt: row.paper_changed_at,
    }
  })
}
