import { AppError } from '../../platform/errors.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { endPromisesOfCase } from '../consultations/index.ts'
import type { ApprovalEffect } from './approval-effects.ts'
import { askedWords, findApproval } from './approval-store.ts'
import { type CaseRow, caseFor } from './case-row.ts'
import { changeCase, homeOf } from './case-store.ts'
import { addCaseEvent } from './event-store.ts'
import { dayInJapan, needsReasonToLeaveOpen } from './policy.ts'
import { endWithCase, stillOpenOf } from './still-open.ts'

interface Closing {
  closedOn: string
  retainUntil?: string
  /** A code of the list `closing`. */
  why: string
  reason: string | Sealed<{ text: string }> | null
}

/**
 * Ends a case on a day; its records are kept until `retainUntil`. First the case, so that nothing new begins on it, then
 * what other desks still had of it: their keys go with this transaction, and a reopening brings none of them back.
 */
export async function closeNow(scene: Scene, row: CaseRow, closing: Closing): Promise<void> {
  await changeCase(scene, row, {
    status: 'closed',
    waiting_for: null,
    closed_on: closing.closedOn,
    ...(closing.retainUntil ? { retain_until: closing.retainUntil } : {}),
    next_review_on: null,
  })
  await endWithCase(scene, row.id)
  await endPromisesOfCase(scene.tx, row.id)
  await addCaseEvent(scene, { ...homeOf(row), kind: 'closed', toState: closing.why, reason: closing.reason })
}

/**
 * Closing with approval: the case carries the day until which it will be kept from the moment it is asked for, and is
 * closed by the decision itself. What has become open since, nobody has given a reason for.
 */
export const closingEffect: ApprovalEffect = {
  async approved(scene, approval) {
    const asked = await findApproval(scene.tx, approval.id)
    const row = await caseFor(scene, 'case.approve', approval.subjectId)
    const kinds = (await stillOpenOf(scene.tx, row.id)).map((one) => one.kind)
    if (!asked?.accepts_open && needsReasonToLeaveOpen(kinds))
      throw new AppError('refused', 'cases_refused_open_since')
    await closeNow(scene, row, {
      closedOn: dayInJapan(),
      // Asked for before the reason was kept as a code.
      why: asked?.subject_code ?? 'approved',
      reason: asked ? askedWords(asked) : null,
    })
  },
  async returned(scene, approval) {
    const row = await caseFor(scene, 'case.approve', approval.subjectId)
    await changeCase(scene, row, { retain_until: null })
  },
}
