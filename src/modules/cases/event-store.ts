import type { Scene } from '../../platform/use-case.ts'
import type { CaseEventKind } from './codes.ts'
import { reasonRecord } from './records.ts'

export interface NewCaseEvent {
  caseId: string
  deskId: string
  compartmentId: string
  kind: CaseEventKind
  /** What it is about: a user, a desk, a person, a consultation, a request. */
  objectId?: string
  /** The state it led to. */
  toState?: string
  /** In words; sealed. */
  reason?: string | undefined
  /** Reading about a case is an event too, but no movement of it. */
  isMovement?: boolean
}

/** Puts an event on the case's timeline and marks the case as moved. */
export async function addCaseEvent(scene: Scene, event: NewCaseEvent): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  if (event.reason) await keys.load([event.compartmentId])
  await tx
    .insertInto('case_event')
    .values({
      tenant_id: actor.tenantId,
      id,
      case_id: event.caseId,
      desk_id: event.deskId,
      compartment_id: event.compartmentId,
      kind: event.kind,
      actor_id: actor.userId,
      object_id: event.objectId ?? null,
      to_state: event.toState ?? null,
      reason: event.reason
        ? keys.seal(reasonRecord, { id, compartmentId: event.compartmentId, rev: 1 }, { text: event.reason })
        : null,
    })
    .execute()
  if (event.isMovement !== false) await markMoved(scene, event.caseId)
  return id
}

/** Something happened: the case is no longer quiet. */
export async function markMoved(scene: Pick<Scene, 'actor' | 'tx'>, caseId: string): Promise<void> {
  await scene.tx
    .updateTable('case_')
    .set({ moved_at: new Date() })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', caseId)
    .execute()
}
