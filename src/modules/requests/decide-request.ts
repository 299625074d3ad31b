import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { addCaseEvent, type CaseForRequest, caseForRequest } from '../cases/index.ts'
import { addOfficeDays, holdersOfRole, japanDay } from '../directory/index.ts'
import {
  confirmFirstShare,
  decideDisclosure,
  decisionBy,
  disclosureRules,
  findDisclosure,
  mayDecide,
  type SteadGround,
  statedGrounds,
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
    /** Why it cannot wait for the manager, where the roster does not say that she is away. */
    steadGround: z.enum(statedGrounds).optional(),
  }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await findRequest(scene, input.requestId)
    const role = scene.actor.seats.find((seat) => seat.deskId === row.from_desk_id)?.role ?? ''
    const disclosure = await findDisclosure(scene, row.disclosure_id)
    const decision = decisionBy(role, disclosure.made_as)
    if (!decision) throw new AppError('forbidden')
    if (row.state !== 'proposed')
      throw new AppError('conflict', 'requests_moved_on', { facts: { turn: row.turn } })
    if (!mayDecide(decision, row.sent_by === scene.actor.userId))
      throw new AppError('refused', 'disclosures_own_proposal')
    const isApproved = input.answer === 'approve'
    const isInStead = isApproved && decision === 'in_stead'
    const steadGround = isInStead ? await groundOfStead(scene, row.from_desk_id, input.steadGround) : null
    // Before it counts as given: afterwards every desk has been given something.
    if (isApproved) await confirmFirstShare(scene, disclosure.case_id, row.to_desk_id)
    const seeBy = isInStead ? await seeingDay(scene) : null
    const decided = { decision, isApproved, seeBy, steadGround }
    if (!(await decideDisclosure(scene, row.disclosure_id, decided)))
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

/** Nobody decides in the stead of a manager who is there, unless she says why it cannot wait. */
async function groundOfStead(
  scene: Scene,
  deskId: string,
  stated: SteadGround | undefined,
): Promise<SteadGround> {
  const managers = await holdersOfRole(scene.tx, deskId, 'manager', japanDay(new Date()))
  if (managers.areAllAway) return 'roster'
  if (stated) return stated
  throw new AppError('invalid', 'error_invalid', { fields: { steadGround: 'requests_stead_ground_needed' } })
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

export async function seeingDay(scene: Scene): Promise<string> {
  const { seeWithin } = await disclosureRules(scene)
  return (await addOfficeDays(scene.tx, new Date(), seeWithin)).day
}

async function replyDay(scene: Scene): Promise<string> {
  const { replyWithin } = await disclosureRules(scene)
  return (await addOfficeDays(scene.tx, new Date(), replyWithin)).day
}
