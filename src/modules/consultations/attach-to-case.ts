import { sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Part } from '../people/contract.ts'
import { movePerson, sayTheSame } from '../people/index.ts'
import { referralJoinsCase } from '../referrals/index.ts'
import { consultationRecord, earlierRecord } from './records.ts'
import { type ConsultationRow, earlierRecordOf, recordOf } from './store.ts'

export interface CaseHome {
  caseId: string
  compartmentId: string
  deskId: string
  /** The case's client, where the caller is she: the two rows are then said to be one person. */
  clientId?: string | undefined
  /** Who the caller is in the case, where it is somebody else. */
  part?: Part | undefined
}

/**
 * Puts a standalone consultation into a case: its record and every earlier version are re-sealed under the case's key,
 * its own key ends (or joins the case, where words about its keeping lie under it), and the person comes along. All in the caller's transaction; nobody reads anything.
 */
export async function attachToCase(
  scene: Scene,
  consultationId: string,
  home: CaseHome,
): Promise<{ personId: string | null }> {
  const { tx, keys } = scene
  const { rows } = await sql<{ has_words: boolean | null }>`
    select auth.hold_consultation(${consultationId}) as has_words`.execute(tx)
  const row = await tx
    .selectFrom('consultation')
    .selectAll()
    .where('id', '=', consultationId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  if (row.case_id) throw new AppError('refused', 'consultations_error_attached_already')
  await keys.load([row.compartment_id, home.compartmentId])
  const at = { compartmentId: home.compartmentId, rev: row.rev }
  await resealVersions(scene, row, home)
  await tx
    .updateTable('consultation')
    .set({
      case_id: home.caseId,
      desk_id: home.deskId,
      compartment_id: home.compartmentId,
      record: keys.reseal(recordOf(row), consultationRecord, { id: row.id, ...at }),
    })
    .where('id', '=', row.id)
    .execute()
  // What was said about keeping it (a hold, a list it was taken out of) stays under its own key, which goes with the case.
  if (rows[0]?.has_words) await passKeyToCase(scene, row, home)
  else await tx.deleteFrom('auth.compartment').where('id', '=', row.compartment_id).execute()
  await referralJoinsCase(scene, row.id, home.caseId)
  if (row.person_id) {
    await movePerson(scene, row.person_id, home)
    if (home.clientId && home.clientId !== row.person_id)
      await sayTheSame(scene, home.clientId, row.person_id)
  }
  return { personId: row.person_id }
}

/** Where the case is another desk's, that one owns the key from now on, and the desk that had it holds none. */
async function passKeyToCase(
  { actor, tx, keys }: Scene,
  row: ConsultationRow,
  home: CaseHome,
): Promise<void> {
  const { compartment_id: compartmentId, desk_id: fromDeskId } = row
  if (fromDeskId !== home.deskId) {
    await keys.share(compartmentId, fromDeskId, { deskId: home.deskId, notAfter: 0, basisId: null })
    await tx
      .updateTable('auth.compartment')
      .set({ owner_desk_id: home.deskId })
      .where('tenant_id', '=', actor.tenantId)
      .where('id', '=', compartmentId)
      .execute()
    await tx
      .deleteFrom('auth.compartment_grant')
      .where('tenant_id', '=', actor.tenantId)
      .where('compartment_id', '=', compartmentId)
      .where('desk_id', '=', fromDeskId)
      .execute()
  }
  await keys.joinCase(compartmentId, home.caseId)
}

async function resealVersions({ tx, keys }: Scene, row: ConsultationRow, home: CaseHome): Promise<void> {
  const versions = await tx
    .selectFrom('consultation_version')
    .selectAll()
    .where('consultation_id', '=', row.id)
    .execute()
  for (const version of versions)
    await tx
      .updateTable('consultation_version')
      .set({
        case_id: home.caseId,
        desk_id: home.deskId,
        compartment_id: home.compartmentId,
        record: keys.reseal(earlierRecordOf(version), earlierRecord, {
          id: version.id,
          compartmentId: home.compartmentId,
          rev: version.rev,
        }),
      })
      .where('id', '=', version.id)
      .execute()
}
