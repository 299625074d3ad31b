import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { addCaseEvent, type CaseForRequest, caseForRequest } from '../cases/index.ts'
import { addOfficeDays, japanDay } from '../directory/index.ts'
import {
  confirmFirstShare,
  decideDisclosure,
  decisionBy,
  disclosureRules,
  findDisclosure,
  mayDecide,
} from '../disclosures/index.ts'
import { dropPrepared, releasePrepared } from '../documents/index.ts'
import { Turn } from './contract.ts'
import { giveSheet } from './go-out.ts'
import { caseOf, findRequest, moveRequest, type RequestRow } from './store.ts'

/**
 * The manager's decision, or a supervisor's in her stead (代決). With yes the sheet leaves at once; until then the asked
 * desk has neither key nor row. Where whereabouts are in it, whoever proposed it cannot be the one who says yes.
 */
export const decideRequest = defineUseCase({
  name: 'request.decide',
  permission: 'request.decide',
  purpose: 'coordination',
  input: Turn.extend({
    answer: z.enum(['approve', 'return'], 'requests_needed'),
    comment: z.string().trim().max(2000).default(''),
  }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await findRequest(scene, input.requestId)
    const role = scene.actor.seats.find((seat) => seat.deskId === row.from_desk_id)?.role ?? ''
    const decision = decisionBy(role)
    if (!decision) throw new AppError('forbidden')
    if (row.state !== 'proposed')
      throw new AppError('conflict', 'requests_moved_on', { facts: { turn: row.turn } })
    if (!mayDecide(decision, row.sent_by === scene.actor.userId))
      throw new AppError('refused', 'disclosures_own_proposal')
    const isApproved = input.answer === 'approve'
    if (isApproved) await confirmShare(scene, row)
    const seeBy = isApproved && decision === 'in_stead' ? await seeingDay(scene) : null
    if (!(await decideDisclosure(scene, row.disclosure_id, { decision, isApproved, seeBy })))
      throw new AppError('conflict', 'requests_moved_on', { facts: { turn: row.turn } })
    if (isApproved) await letOut(scene, row, input.turn)
    else {
      await dropPrepared(scene, row.id)
      await moveRequest(scene, row, input.turn, { state: 'not_approved' })
    }
    const found = await caseForDecision(scene, row.id)
    if (input.comment) await keepComment(scene, found, row, input.comment)
    await notify(scene, [
      {
        to: { userId: row.sent_by },
        kind: 'approval.decided',
        objectType: 'request',
        objectId: row.id,
        compartmentId: row.compartment_id,
      },
    ])
    return { id: row.id, caseId: found.id }
  },
  audit: (result) => ({ caseId: result.caseId }),
})

/** Before it counts as given: afterwards every desk has been given something. */
async function confirmShare(scene: Scene, row: RequestRow): Promise<void> {
  const { case_id: caseId } = await findDisclosure(scene, row.disclosure_id)
  await confirmFirstShare(scene, caseId, row.to_desk_id)
}

async function letOut(scene: Scene, row: RequestRow, turn: number): Promise<void> {
  const { until_day: untilDay } = await findDisclosure(scene, row.disclosure_id)
  const today = japanDay(new Date())
  if (untilDay && untilDay < today) throw new AppError('refused', 'requests_until_past')
  await releasePrepared(scene, row.id)
  const sent = { state: 'sent' as const }
  // A deadline that passed while the decision waited begins anew.
  await moveRequest(scene, row, turn, row.due_on < today ? { ...sent, dueOn: await replyDay(scene) } : sent)
  await giveSheet(scene, {
    requestId: row.id,
    compartmentId: row.compartment_id,
    fromDeskId: row.from_desk_id,
    toDeskId: row.to_desk_id,
    disclosureId: row.disclosure_id,
    untilDay,
    isPaper: row.is_paper,
  })
}

async function caseForDecision(scene: Scene, requestId: string): Promise<CaseForRequest> {
  const caseId = await caseOf(scene, requestId)
  if (!caseId) throw new AppError('not-found')
  return caseForRequest(scene, caseId, 'request.decide')
}

/** Words about a decision stay with the case; the asked desk never reads them. */
async function keepComment(
  scene: Scene,
  found: CaseForRequest,
  row: RequestRow,
  text: string,
): Promise<void> {
  await addCaseEvent(scene, {
    caseId: found.id,
    deskId: found.deskId,
    compartmentId: found.compartmentId,
    kind: 'request_sent',
    objectId: row.to_desk_id,
    reason: text,
  })
}

async function seeingDay(scene: Scene): Promise<string> {
  const { seeWithin } = await disclosureRules(scene)
  return (await addOfficeDays(scene.tx, new Date(), seeWithin)).day
}

async function replyDay(scene: Scene): Promise<string> {
  const { replyWithin } = await disclosureRules(scene)
  return (await addOfficeDays(scene.tx, new Date(), replyWithin)).day
}
