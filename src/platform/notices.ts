import type { Scene } from './use-case.ts'

export interface NewNotice {
  to: { deskId: string } | { userId: string }
  /** Named by the module: `request.sent`, `case.assigned` … its sentence stands in the catalogue of the page that shows it. */
  kind: string
  objectType: string
  objectId: string
  /** The compartment it concerns, so that a person for whom it does not exist hears nothing. */
  compartmentId?: string
}

/** Tells a desk or a person that something changed, when this transaction commits. Ids only; nobody is told of her own act. */
export async function notify({ actor, tx }: Scene, notices: readonly NewNotice[]): Promise<void> {
  const rows = notices
    .filter((notice) => !('userId' in notice.to && notice.to.userId === actor.userId))
    .map((notice) => ({
      tenant_id: actor.tenantId,
      id: crypto.randomUUID(),
      desk_id: 'deskId' in notice.to ? notice.to.deskId : null,
      user_id: 'userId' in notice.to ? notice.to.userId : null,
      kind: notice.kind,
      object_type: notice.objectType,
      object_id: notice.objectId,
      compartment_id: notice.compartmentId ?? null,
      made_by: actor.userId,
    }))
  if (rows.length > 0) await tx.insertInto('notice').values(rows).execute()
}
