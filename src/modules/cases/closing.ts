import type { Scene } from '../../platform/use-case.ts'
import { endPromisesOfCase } from '../consultations/index.ts'
import type { ApprovalEffect } from './approval-effects.ts'
import { askedWords, findApproval } from './approval-store.ts'
import { caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan } from './policy.ts'

export type ClosingReason = 'settled' | 'her_wish' | 'moved_away' | 'unreachable' | 'handed_over' | 'other'

/** Ends a case on a day; its records are kept until `retainUntil`. */
export async function closeNow(
  scene: Scene,
  caseId: string,
  closing: { closedOn: string; retainUntil: string; why: string; reason?: string | undefined },
): Promise<void> {
  const row = await caseFor(scene, 'case.write', caseId)
  await changeCase(scene, row, {
    status: 'closed',
    waiting_for: null,
    closed_on: closing.closedOn,
    retain_until: closing.retainUntil,
    next_review_on: null,
  })
  await endPromisesOfCase(scene.tx, row.id)
  await addCaseEvent(scene, { ...homeOf(row), kind: 'closed', toState: closing.why, reason: closing.reason })
}

/**
 * Closing with approval: the case carries the day until which it will be kept from the moment it is asked for, and is
 * closed by the decision itself.
 */
export const closingEffect: ApprovalEffect = {
  async approved(scene, approval) {
    const asked = await findApproval(scene.tx, approval.id)
    const row = await caseFor(scene, 'case.approve', approval.subjectId)
    await changeCase(scene, row, {
      status: 'closed',
      waiting_for: null,
      closed_on: dayInJapan(),
      next_review_on: null,
    })
    await endPromisesOfCase(scene.tx, row.id)
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'closed',
      toState: 'approved',
      reason: asked ? askedWords(asked) : null,
    })
  },
  async returned(scene, approval) {
    const row = await caseFor(scene, 'case.approve', approval.subjectId)
    await changeCase(scene, row, { retain_until: null })
  },
}
