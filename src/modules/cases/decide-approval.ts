import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { approvalEffect } from './approval-effects.ts'
import { type ApprovalRow, findApproval, tellOfApproval } from './approval-store.ts'
import { type SteadGround, statedGrounds } from './codes.ts'
import { text } from './contract.ts'
import { markMoved } from './event-store.ts'
import { decidesInOwnRight, groundOfStead, maySeeOf, seeingDay } from './in-stead.ts'
import { whyCannotDecide } from './policy.ts'
import { commentRecord } from './records.ts'

/**
 * One step: approve, or return with words. Where there is a manager, she alone approves in her own right; `in_stead` (代決) leaves the decision open for the regular approver's look;
 * `see` is that look (後閲), also at what was done before anybody could decide.
 */
export const decideApproval = defineUseCase({
  name: 'case.decide-approval',
  permission: 'case.approve',
  purpose: 'support',
  input: z.object({
    approvalId: z.uuid(),
    decision: z.enum(['approve', 'approve_in_stead', 'return', 'see']),
    comment: text(2000).optional(),
    /** Why it cannot wait for the manager, where the roster does not say that she is away. */
    steadGround: z.enum(statedGrounds).optional().catch(undefined),
  }),
  subject: (input) => ({ objectType: 'approval', objectId: input.approvalId }),
  output: z.object({ caseId: z.uuid().nullable() }),
  async run(scene, input) {
    const row = await findApproval(scene.tx, input.approvalId)
    if (!row) throw new AppError('not-found')
    requireAt(scene.actor, 'case.approve', row.desk_id)
    if (input.decision === 'see') await see(scene, row)
    else await decide(scene, row, input.decision, input)
    if (row.case_id) await markMoved(scene, row.case_id)
    return { caseId: row.case_id }
  },
  audit: (result) => (result.caseId ? { caseId: result.caseId } : {}),
})

async function decide(
  scene: Scene,
  row: ApprovalRow,
  decision: 'approve' | 'approve_in_stead' | 'return',
  { comment, steadGround }: { comment?: string | undefined; steadGround?: SteadGround | undefined },
): Promise<void> {
  const { actor, tx } = scene
  const refusal = whyCannotDecide(
    { state: row.state, askedBy: row.asked_by, mode: row.mode, decidedBy: row.decided_by },
    actor.userId,
  )
  if (refusal) throw new AppError('refused', `cases_refused_${refusal.replaceAll('-', '_')}`)
  if (decision === 'approve' && !(await decidesInOwnRight(scene, row)))
    throw new AppError('refused', 'cases_refused_in_stead_only')
  if (decision === 'return' && !comment)
    throw new AppError('invalid', 'error_invalid', { fields: { comment: 'cases_error_comment_missing' } })
  const decided = await tx
    .updateTable('approval')
    .set({
      state: decision === 'return' ? 'returned' : 'approved',
      decided_by: actor.userId,
      decided_at: new Date(),
      ...(decision === 'approve_in_stead' ? await inStead(scene, row, steadGround) : {}),
      ...(row.mode === 'afterwards' && decision !== 'approve_in_stead'
        ? { seen_by: actor.userId, seen_at: new Date() }
        : {}),
      comment: await sealedComment(scene, row, comment),
    })
    .where('id', '=', row.id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (decided.numUpdatedRows === 0n) throw new AppError('conflict')
  const effect = approvalEffect(row.kind)
  const about = {
    id: row.id,
    caseId: row.case_id,
    deskId: row.desk_id,
    compartmentId: row.compartment_id,
    kind: row.kind,
    subjectId: row.subject_id,
    askedBy: row.asked_by,
  }
  await tellOfApproval(scene, 'approval.decided', { userId: row.asked_by }, about)
  await (decision === 'return' ? effect?.returned?.(scene, about) : effect?.approved(scene, about))
}

async function inStead(scene: Scene, row: ApprovalRow, stated: SteadGround | undefined) {
  return {
    mode: 'in_stead',
    stead_ground: await groundOfStead(scene, row, stated),
    see_by: await seeingDay(scene),
  }
}

async function sealedComment(
  { keys }: Scene,
  row: ApprovalRow,
  comment: string | undefined,
): Promise<Buffer | null> {
  if (!comment) return null
  await keys.load([row.compartment_id])
  return keys.seal(
    commentRecord,
    { id: row.id, compartmentId: row.compartment_id, rev: 1 },
    { text: comment },
  )
}

/** Whoever decided in the manager's stead, or asked for it, cannot also be the one who looks at it afterwards. */
async function see({ actor, tx }: Scene, row: ApprovalRow): Promise<void> {
  if (!maySeeOf(actor, row)) throw new AppError('refused', 'cases_refused_nothing_to_see')
  const seen = await tx
    .updateTable('approval')
    .set({ seen_by: actor.userId, seen_at: new Date() })
    .where('id', '=', row.id)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  if (seen.numUpdatedRows === 0n) throw new AppError('refused', 'cases_refused_nothing_to_see')
}
