import { requireStepUp } from '../../platform/actor.ts'
import type { ReleaseStamp } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import type { FieldClass, RecipientKind, ReleaseOrder } from './contract.ts'
import { checkOrder, orderHash } from './order-facts.ts'
import { highestOf } from './policy.ts'
import { register } from './release.ts'

/** Fixes exactly what shall leave, until somebody else says yes. Everything but that second person is checked now. */
export async function prepareRelease(scene: Scene, order: ReleaseOrder): Promise<void> {
  const recipientKind = await checkOrder(scene, order, 'agrees')
  await scene.tx
    .insertInto('release_order')
    .values({
      tenant_id: scene.actor.tenantId,
      id: crypto.randomUUID(),
      case_id: order.caseId,
      desk_id: order.deskId,
      document: order.document,
      subject_id: order.subjectId,
      recipient_desk_id: order.recipient.kind === 'desk' ? order.recipient.deskId : null,
      recipient_kind: recipientKind,
      purpose: order.purpose,
      highest_class: highestOf(order.fields),
      is_paper: order.isPaper,
      field_hash: orderHash(scene.actor.tenantId, order),
      asked_by: scene.actor.userId,
    })
    .execute()
}

/** Hours for which what two people agreed on may still leave. */
const validHours = 24

/**
 * Lets out what was prepared, once. Whereabouts take a second person, freshly confirmed (step-up), within 24 hours;
 * anything else the one who decides, whenever that is.
 */
export async function releasePrepared(scene: Scene, subjectId: string): Promise<ReleaseStamp> {
  const { actor, tx } = scene
  const order = await tx
    .selectFrom('release_order')
    .selectAll()
    .where('tenant_id', '=', actor.tenantId)
    .where('subject_id', '=', subjectId)
    .where('used_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw new AppError('refused', 'documents_refused_not_prepared')
  if (order.highest_class === 'A') {
    if (order.asked_by === actor.userId) throw new AppError('refused', 'documents_refused_second_person')
    if (order.asked_at.getTime() < Date.now() - validHours * 3_600_000)
      throw new AppError('refused', 'documents_refused_stale')
    requireStepUp(actor)
  }
  // What was agreed on was measured against the ceiling of that kind of recipient.
  if (order.recipient_desk_id) {
    const desk = (await deskNames(tx, [order.recipient_desk_id])).get(order.recipient_desk_id)
    if (desk?.bodyKind !== order.recipient_kind)
      throw new AppError('refused', 'documents_refused_recipient_changed')
  }
  await tx
    .updateTable('release_order')
    .set({ used_by: actor.userId, used_at: new Date() })
    .where('tenant_id', '=', actor.tenantId)
    .where('id', '=', order.id)
    .execute()
  const names = await staffNames(scene, [order.asked_by])
  return register(scene, {
    document: order.document,
    subjectId: order.subject_id,
    purpose: order.purpose,
    caseId: order.case_id,
    deskId: order.desk_id,
    isPaper: order.is_paper,
    recipientKind: order.recipient_kind as RecipientKind,
    recipientDeskId: order.recipient_desk_id,
    highest: order.highest_class as FieldClass,
    hash: order.field_hash,
    by: { userId: order.asked_by, name: names.get(order.asked_by) ?? '' },
    secondBy: actor.userId === order.asked_by ? null : actor.userId,
    actedFirst: false,
  })
}

/** Whether what waits for a yes names whereabouts, so that the yes must be freshly confirmed. */
export async function isPreparedWithWhereabouts(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  subjectId: string,
): Promise<boolean> {
  const order = await tx
    .selectFrom('release_order')
    .select('highest_class')
    .where('tenant_id', '=', actor.tenantId)
    .where('subject_id', '=', subjectId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return order?.highest_class === 'A'
}

/** What will not leave after all. */
export async function dropPrepared(scene: Scene, subjectId: string): Promise<void> {
  await scene.tx
    .updateTable('release_order')
    .set({ used_at: new Date() })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('subject_id', '=', subjectId)
    .where('used_at', 'is', null)
    .execute()
}
