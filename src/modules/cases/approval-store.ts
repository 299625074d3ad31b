import type { Scene } from '../../platform/use-case.ts'
import type { ApprovalMode } from './codes.ts'
import { askedRecord } from './records.ts'

export interface NewApproval {
  caseId: string | null
  deskId: string
  compartmentId: string
  /** closing, disclosure, protection … */
  kind: string
  /** The row that is to be approved. */
  subjectId: string
  /** afterwards (後閲): the act is done already, the approver sees it later. */
  mode?: ApprovalMode
  reason?: string | undefined
}

/** Asks for a decision (決裁を求める). */
export async function askForApproval(scene: Scene, asked: NewApproval): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([asked.compartmentId])
  await tx
    .insertInto('approval')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: asked.caseId,
      desk_id: asked.deskId,
      compartment_id: asked.compartmentId,
      kind: asked.kind,
      subject_id: asked.subjectId,
      mode: asked.mode ?? 'regular',
      asked_by: actor.userId,
      reason: asked.reason
        ? keys.seal(askedRecord, { id, compartmentId: asked.compartmentId, rev: 1 }, { text: asked.reason })
        : null,
    })
    .execute()
  return id
}
