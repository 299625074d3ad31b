import { z } from 'zod'
import { unconfirmedPlaces } from '../../platform/documents/likely-places.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { type CaseForRequest, caseForRequest, markMovedIfOpen } from '../cases/index.ts'
import { addOfficeDays, type DeskName, deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { basisOf, disclosureRules, makeDisclosure, whyNotBasis } from '../disclosures/index.ts'
import {
  type FieldClass,
  prepareRelease,
  type ReleaseOrder,
  release,
  releaseInDanger,
} from '../documents/index.ts'
import { SendInput } from './contract.ts'
import { giveSheet } from './go-out.ts'
import { dwellingsIn, freeTexts, requestItems } from './items.ts'
import { wrongDays } from './policy.ts'
import { sheetRecord } from './records.ts'
import { tellWhoLooks } from './tell-who-looks.ts'

/** Asks another desk for something concrete, with exactly the items that were ticked. */
export const sendRequest = defineUseCase({
  name: 'request.send',
  permission: 'request.send',
  purpose: 'coordination',
  input: SendInput,
  subject: (input) => ({
    objectType: 'case',
    objectId: input.caseId,
    caseId: input.caseId,
    basis: input.basis,
  }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const found = await caseForRequest(scene, input.caseId)
    if (found.status === 'closed') throw new AppError('refused', 'requests_case_closed')
    const desk = await askedDesk(scene, input, found)
    refuseUnready(input)
    const requestId = crypto.randomUUID()
    const compartmentId = await scene.keys.create({
      kind: 'sheet',
      ownerDeskId: found.deskId,
      caseId: found.id,
    })
    const isPaper = desk.terminal === 'paper' || !desk.isFounded
    const hasWhereabouts =
      classOfWords(input) === 'A' || input.items.some((item) => requestItems[item.code] === 'A')
    const made = await makeDisclosure(scene, {
      caseId: found.id,
      deskId: found.deskId,
      compartmentId: found.compartmentId,
      recipientDeskId: desk.deskId,
      basis: input.basis,
      untilDay: input.untilDay,
      isLifeInDanger: input.isLifeInDanger,
      hasWhereabouts,
      sheetCompartmentId: compartmentId,
      ledger: ledgerOf(input, desk),
    })
    const isLive = made.state === 'live'
    const row = {
      requestId,
      compartmentId,
      disclosureId: made.id,
      isPaper,
      isLive,
      dueOn: await dueOn(scene, input),
    }
    await writeRequest(scene, input, found, row)
    const order = orderOf(input, found, { requestId, toDeskId: desk.deskId, isPaper })
    if (isLive) {
      await (hasWhereabouts ? releaseInDanger(scene, order, made.id) : release(scene, order))
      await giveSheet(scene, {
        ...row,
        fromDeskId: found.deskId,
        toDeskId: desk.deskId,
        untilDay: input.untilDay,
      })
      if (made.decision === 'afterwards') await tellWhoLooks(scene, found.deskId, row)
    } else {
      await prepareRelease(scene, order)
      await notify(scene, [
        {
          to: { deskId: found.deskId },
          kind: 'request.to-decide',
          objectType: 'request',
          objectId: requestId,
          compartmentId,
        },
      ])
    }
    await markMovedIfOpen(scene, found.id)
    return { id: requestId }
  },
  audit: (result) => ({ objectType: 'request', objectId: result.id }),
})

async function askedDesk(scene: Scene, input: SendInput, found: CaseForRequest): Promise<DeskName> {
  const desk = (await deskNames(scene.tx, [input.toDeskId])).get(input.toDeskId)
  if (!desk?.isActive || desk.deskId === found.deskId)
    throw new AppError('invalid', 'error_invalid', { fields: { toDeskId: 'requests_no_such_desk' } })
  const refusal = whyNotBasis(basisOf(input.basis), desk.bodyKind)
  if (refusal) throw new AppError('invalid', 'error_invalid', { fields: { basis: refusal } })
  return desk
}

/** What the sender can still mend herself: days that make no sense, phrases she has not confirmed. */
function refuseUnready(input: SendInput): void {
  const fields = wrongDays({ dueOn: input.dueOn, untilDay: input.untilDay }, japanDay(new Date()))
  if (Object.keys(fields).length > 0) throw new AppError('invalid', 'error_invalid', { fields })
  const open = unconfirmedPlaces(freeTexts(input), input.confirmed)
  if (open.length > 0)
    throw new AppError('refused', 'requests_confirm_places', { facts: { count: open.length } })
}

/** Words that look like a dwelling are whereabouts, wherever they were written. */
function classOfWords(input: SendInput): FieldClass {
  return dwellingsIn(input).length > 0 ? 'A' : 'S'
}

/** Danger to life is urgent whether or not that box was ticked as well. */
function isUrgent(input: SendInput): boolean {
  return input.isUrgent || input.isLifeInDanger
}

async function dueOn(scene: Scene, input: SendInput): Promise<string> {
  if (isUrgent(input)) return japanDay(new Date())
  if (input.dueOn) return input.dueOn
  const { replyWithin } = await disclosureRules(scene)
  return (await addOfficeDays(scene.tx, new Date(), replyWithin)).day
}

function ledgerOf(input: SendInput, desk: DeskName) {
  return {
    purpose: `${input.title}\n${input.why}`,
    items: input.items.map((item) => ({
      code: item.code,
      label: item.label,
      class: requestItems[item.code],
    })),
    consentNote: input.consentNote,
    recipientName: deskFullName(desk),
  }
}

function orderOf(
  input: SendInput,
  found: CaseForRequest,
  to: { requestId: string; toDeskId: string; isPaper: boolean },
): ReleaseOrder {
  return {
    document: 'request_sheet',
    subjectId: to.requestId,
    recipient: { kind: 'desk', deskId: to.toDeskId },
    fields: [
      { name: 'request', class: classOfWords(input) },
      ...input.items.map((item) => ({ name: item.code, class: requestItems[item.code] })),
    ],
    purpose: 'coordination',
    caseId: found.id,
    deskId: found.deskId,
    isPaper: to.isPaper,
  }
}

interface Written {
  requestId: string
  compartmentId: string
  disclosureId: string
  isPaper: boolean
  isLive: boolean
  dueOn: string
}

async function writeRequest(
  scene: Scene,
  input: SendInput,
  found: CaseForRequest,
  row: Written,
): Promise<void> {
  const { actor, tx, keys } = scene
  const { title, what, why, basis, untilDay, callBack } = input
  const items = input.items.map(({ code, label, value }) => ({ code, label, value }))
  const address = { id: row.requestId, compartmentId: row.compartmentId, rev: 1 }
  await tx
    .insertInto('request')
    .values({
      tenant_id: actor.tenantId,
      id: row.requestId,
      from_desk_id: found.deskId,
      to_desk_id: input.toDeskId,
      compartment_id: row.compartmentId,
      disclosure_id: row.disclosureId,
      kind: input.kind,
      state: row.isLive ? 'sent' : 'proposed',
      is_paper: row.isPaper,
      is_urgent: isUrgent(input),
      due_on: row.dueOn,
      sent_by: actor.userId,
      sheet: keys.seal(sheetRecord, address, { title, what, why, items, basis, untilDay, callBack }),
    })
    .execute()
  await tx
    .insertInto('request_case')
    .values({
      tenant_id: actor.tenantId,
      request_id: row.requestId,
      case_id: found.id,
      desk_id: found.deskId,
    })
    .execute()
}
