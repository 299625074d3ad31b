import { createHash } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { ReleaseOrder } from './contract.ts'

/** What two people must agree on, to the letter: document, source, fields, recipient. */
export function orderHash(order: Omit<ReleaseOrder, 'purpose' | 'deskId' | 'isPaper'>): Buffer {
  const { document, subjectId, recipient, caseId } = order
  const fields = order.fields.map((field) => [field.class, field.name]).sort()
  const to = Object.entries(recipient).sort()
  return createHash('sha256')
    .update(JSON.stringify([document, subjectId, caseId, to, fields]))
    .digest()
}

const validFor = 24 * 3_600_000

/** Asks for a second pair of eyes; the answer is bound to exactly this order and good for 24 hours. */
export async function askSecondPerson(scene: Scene, order: ReleaseOrder): Promise<string> {
  const id = crypto.randomUUID()
  await scene.tx
    .insertInto('release_approval')
    .values({
      tenant_id: scene.actor.tenantId,
      id,
      case_id: order.caseId,
      desk_id: order.deskId,
      document: order.document,
      subject_id: order.subjectId,
      field_hash: orderHash(order),
      asked_by: scene.actor.userId,
    })
    .execute()
  return id
}

/** The second person's yes. Only a different colleague of the same desk, only while the question is fresh. */
export async function approveOrder(
  scene: Scene,
  which: { id: string } | { order: ReleaseOrder },
): Promise<{ id: string; caseId: string | null }> {
  const { actor, tx } = scene
  const base = tx
    .updateTable('release_approval')
    .set({ approved_by: actor.userId, approved_at: new Date() })
    .where('tenant_id', '=', actor.tenantId)
    .where('approved_by', 'is', null)
    .where('used_at', 'is', null)
    .where('asked_by', '<>', actor.userId)
    .where('asked_at', '>', new Date(Date.now() - validFor))
  const approved = await ('id' in which
    ? base.where('id', '=', which.id)
    : base.where('field_hash', '=', orderHash(which.order))
  )
    .returning(['id', 'case_id'])
    .executeTakeFirst()
  if (!approved) throw new AppError('refused', 'documents_second_person_needed')
  return { id: approved.id, caseId: approved.case_id }
}

/** Uses up a fresh approval of exactly this order in which the actor took part; null when there is none. */
export async function takeApproval(scene: Scene, order: ReleaseOrder): Promise<{ secondBy: string } | null> {
  const { actor, tx } = scene
  const found = await tx
    .updateTable('release_approval')
    .set({ used_at: new Date() })
    .where('tenant_id', '=', actor.tenantId)
    .where('field_hash', '=', orderHash(order))
    .where('used_at', 'is', null)
    .where('approved_by', 'is not', null)
    .where('asked_at', '>', new Date(Date.now() - validFor))
    .where((where) =>
      where.or([where('asked_by', '=', actor.userId), where('approved_by', '=', actor.userId)]),
    )
    .returning(['asked_by', 'approved_by'])
    .executeTakeFirst()
  if (!found?.approved_by) return null
  return { secondBy: found.approved_by === actor.userId ? found.asked_by : found.approved_by }
}
