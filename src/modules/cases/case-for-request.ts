import { nameOf } from '../../codes/words.ts'
import type { Permission } from '../../platform/permissions.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { chiefComplaintOfCase } from '../consultations/index.ts'
import { type KnownPlace, placesOfCase } from '../people/index.ts'
import { caseFor, coreOf, safetyOf } from './case-row.ts'
import type { CaseStatus } from './codes.ts'
import type { CaseCore, SafetyDocument } from './contract.ts'

/** What another module needs of a case to send something from it. */
export interface CaseForRequest {
  id: string
  deskId: string
  /** The core compartment: ledger rows and events of the case are sealed under it. */
  compartmentId: string
  clientId: string
  assigneeId: string | null
  status: CaseStatus
  core: Sealed<CaseCore>
  safety: Sealed<SafetyDocument>
}

/** The case, with its core key within reach; `not-found` where it is absent, another desk's or blocked. */
export async function caseForRequest(
  scene: Scene,
  caseId: string,
  permission: Permission = 'request.send',
): Promise<CaseForRequest> {
  const row = await caseFor(scene, permission, caseId)
  await scene.keys.load([row.compartment_id])
  return {
    id: row.id,
    deskId: row.desk_id,
    compartmentId: row.compartment_id,
    clientId: row.client_id,
    assigneeId: row.assignee_id,
    status: row.status as CaseStatus,
    core: coreOf(row),
    safety: safetyOf(row),
  }
}

/**
 * What the case can offer to whoever writes a request, beyond its own document: what she came about, and that places
 * are known. The places themselves only `revealWhereabouts` shows, one by one and with a reason.
 */
export async function offersForRequest(
  { tx }: Pick<Scene, 'tx'>,
  found: Pick<CaseForRequest, 'id'>,
): Promise<{ chiefComplaint: string; places: KnownPlace[] }> {
  const [complaint, places] = await Promise.all([
    chiefComplaintOfCase(tx, found.id),
    placesOfCase(tx, found.id),
  ])
  return { chiefComplaint: complaint ? nameOf('chiefComplaint', complaint) : '', places }
}
