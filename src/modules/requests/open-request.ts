import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import type { Opened } from '../../platform/records.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import {
  type DeskName,
  deskFullName,
  deskNames,
  holdersOfRole,
  japanDay,
  officeDaysLeft,
} from '../directory/index.ts'
import {
  basisArticle,
  basisLabel,
  basisOf,
  type DisclosureRow,
  decisionBy,
  desksGivenBefore,
  findDisclosure,
  mayDecideRow,
  staffNames,
  standingOn,
} from '../disclosures/index.ts'
import { isPreparedWithWhereabouts, releaseOf } from '../documents/index.ts'
import { ActLine, RequestLine, RequestSheet, ThreadMessage } from './contract.ts'
import { seeingDay } from './decide-request.ts'
import type { RequestState } from './items.ts'
import { isAwaited, isOverdue, possibleSteps, type Side, stepNames } from './policy.ts'
import { shownStaff } from './shown-staff.ts'
import {
  actOf,
  caseOf,
  findRequest,
  messageOf,
  messagesOf,
  type RequestRow,
  sheetOf,
  sideOf,
} from './store.ts'

/** What only the asking desk learns. */
const AskerPart = z.object({
  caseId: z.uuid(),
  disclosureId: z.uuid(),
  disclosureState: z.string(),
  hasConsent: z.boolean(),
  mayDecide: z.boolean(),
  /** What the answer would be: the manager's own, in her stead, or the second person's to what she proposed. */
  wouldDecide: z.enum(['manager', 'in_stead', 'second']).nullable(),
  /** Set where it would be in the manager's stead: whether she is away by the roster, and until when she looks. */
  stead: z.object({ isManagerAway: z.boolean(), seeBy: z.string() }).nullable(),
  /** Approving asks for the password again: whereabouts go along, or this desk hears of the case for the first time. */
  mustConfirm: z.boolean(),
  mayWithdraw: z.boolean(),
  release: z
    .object({ id: z.uuid(), serial: z.number(), fiscalYear: z.number(), paperState: z.string().nullable() })
    .nullable(),
})

export const RequestView = RequestLine.omit({ isMine: true, coversFor: true, otherDesk: true }).extend({
  turn: z.number(),
  today: z.string(),
  /** For the form of an official act: sent twice, it happens once. */
  actSubmissionId: z.uuid(),
  fromDesk: z.string(),
  fromPhone: z.string(),
  toDesk: z.string(),
  toPhone: z.string(),
  sentBy: z.string(),
  /** Null where it cannot be opened. */
  sheet: RequestSheet.nullable(),
  basisLabel: z.string(),
  basisArticle: z.string(),
  steps: z.array(z.enum(stepNames as [(typeof stepNames)[number], ...typeof stepNames])),
  messages: z.array(ThreadMessage),
  acts: z.array(ActLine),
  asker: AskerPart.nullable(),
})
export type RequestView = z.output<typeof RequestView>

/** A request as each side may see it: the asked desk exactly the sheet and the exchange, the asking desk also its case. */
export const openRequest = defineUseCase({
  name: 'request.open',
  permission: 'request.read',
  purpose: 'coordination',
  input: z.object({ requestId: z.uuid() }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: RequestView,
  async run(scene, input) {
    const row = await findRequest(scene, input.requestId)
    const side = sideOf(scene, row)
    const messages = await messagesOf(scene, row.id)
    const acts = await actsOf(scene, row.id)
    const desks = await deskNames(scene.tx, [row.from_desk_id, row.to_desk_id])
    const staff = await staffNames(scene, [
      row.sent_by,
      row.taken_by,
      ...messages.map((message) => message.author_id),
      ...acts.map((act) => act.author_id),
    ])
    const left = await officeDaysLeft(scene.tx, new Date(), [row.due_on])
    const mine = side === 'asked' ? row.to_desk_id : row.from_desk_id
    const nameOf = (deskId: string) => deskFullName(desks.get(deskId))
    return {
      open: openPart(row, side, desks, staff, left.get(row.due_on) ?? null),
      sheet: sheetOf(row),
      messages: messages.map((message) => ({
        id: message.id,
        kind: message.kind,
        at: message.at,
        speakerDesk: nameOf(message.speaker_desk_id),
        isOwnDesk: message.speaker_desk_id === mine,
        author: shownStaff(
          desks.get(message.speaker_desk_id),
          message.speaker_desk_id === mine || message.on_behalf_means !== null,
          staff.get(message.author_id) ?? '',
        ),
        means: message.on_behalf_means,
        words: messageOf(message),
      })),
      acts: acts.map((act) => ({
        id: act.id,
        day: act.day,
        desk: nameOf(act.desk_id),
        author: shownStaff(desks.get(act.desk_id), act.desk_id === mine, staff.get(act.author_id) ?? ''),
        isOwnDesk: act.desk_id === mine,
        createdAt: act.created_at,
        act: actOf(act),
      })),
      asker: side === 'asker' ? await askerPart(scene, row) : null,
    }
  },
  audit: (result) => (result.asker?.caseId ? { caseId: result.asker.caseId } : {}),
  present: presentRequest,
})

function openPart(
  row: RequestRow,
  side: Side,
  desks: Map<string, DeskName>,
  staff: Map<string, string>,
  daysLeft: number | null,
) {
  const state = row.state as RequestState
  const from = desks.get(row.from_desk_id)
  const to = desks.get(row.to_desk_id)
  return {
    id: row.id,
    side,
    kind: row.kind as RequestView['kind'],
    state,
    isPaper: row.is_paper,
    isUrgent: row.is_urgent,
    isOverdue: isOverdue(state, row.due_on, japanDay(new Date())),
    daysLeft: isAwaited(state) ? daysLeft : null,
    dueOn: row.due_on,
    sentAt: row.sent_at,
    changedAt: row.changed_at,
    takenBy: row.taken_by ? shownStaff(to, side === 'asked', staff.get(row.taken_by) ?? '') : null,
    turn: row.turn,
    today: japanDay(new Date()),
    actSubmissionId: crypto.randomUUID(),
    fromDesk: deskFullName(from),
    fromPhone: phoneOf(from),
    toDesk: deskFullName(to),
    toPhone: phoneOf(to),
    sentBy: shownStaff(from, side === 'asker', staff.get(row.sent_by) ?? ''),
    steps: possibleSteps(state, side, row.is_paper),
  }
}

async function askerPart(scene: Scene, row: RequestRow) {
  const disclosure = await findDisclosure(scene, row.disclosure_id)
  const left = await releaseOf(scene, row.id)
  const isHers = row.state === 'proposed' && mayDecideRow(scene.actor, disclosure)
  const wouldDecide = isHers ? decisionOf(scene, row, disclosure) : null
  return {
    caseId: await caseOf(scene, row.id),
    disclosureId: row.disclosure_id,
    disclosureState: standingOn(disclosure, japanDay(new Date())),
    hasConsent: basisOf(disclosure.basis)?.hasConsent ?? false,
    mayDecide: isHers,
    wouldDecide,
    stead: wouldDecide === 'in_stead' ? await steadOf(scene, row) : null,
    mustConfirm: isHers && (await mustConfirm(scene, disclosure, row)),
    mayWithdraw: mayWithdraw(scene, row, disclosure),
    release: left && {
      id: left.row.id,
      serial: left.row.serial,
      fiscalYear: left.row.fiscal_year,
      paperState: left.row.paper_state,
    },
  }
}

function decisionOf(scene: Scene, row: RequestRow, disclosure: DisclosureRow) {
  const role = scene.actor.seats.find((seat) => seat.deskId === row.from_desk_id)?.role ?? ''
  return decisionBy(role, disclosure.made_as)
}

async function steadOf(scene: Scene, row: RequestRow) {
  const managers = await holdersOfRole(scene.tx, row.from_desk_id, 'manager', japanDay(new Date()))
  return { isManagerAway: managers.areAllAway, seeBy: await seeingDay(scene) }
}

async function mustConfirm(scene: Scene, disclosure: DisclosureRow, row: RequestRow): Promise<boolean> {
  if (scene.actor.isSteppedUp) return false
  const given = await desksGivenBefore(scene.tx, disclosure.case_id)
  return !given.has(row.to_desk_id) || (await isPreparedWithWhereabouts(scene, row.id))
}

function mayWithdraw(scene: Scene, row: RequestRow, disclosure: DisclosureRow): boolean {
  const isMine = desksFor(scene.actor, 'disclosure.withdraw').includes(row.from_desk_id)
  return isMine && (disclosure.state === 'live' || disclosure.state === 'proposed')
}

function presentRequest({
  open,
  sheet,
  messages,
  acts,
  asker,
}: Opened<{
  open: ReturnType<typeof openPart>
  sheet: ReturnType<typeof sheetOf>
  messages: unknown
  acts: unknown
  asker: Awaited<ReturnType<typeof askerPart>> | null
}>) {
  return {
    ...open,
    title: sheet?.title ?? null,
    sheet,
    basisLabel: sheet ? basisLabel(sheet.basis) : '',
    basisArticle: sheet ? basisArticle(sheet.basis) : '',
    messages,
    acts,
    asker,
  }
}

function actsOf(scene: Scene, requestId: string) {
  return scene.tx
    .selectFrom('official_act')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('request_id', '=', requestId)
    .orderBy('day')
    .orderBy('created_at')
    .limit(50)
    .execute()
}

function phoneOf(desk: DeskName | undefined): string {
  return desk ? desk.extension || desk.publicPhone : ''
}

/** Whether an open page may go on showing what it shows; asked quietly, answered without an error. */
export const requestStanding = defineUseCase({
  name: 'request.standing',
  permission: 'request.read',
  purpose: 'coordination',
  input: z.object({ requestId: z.uuid() }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ isOpen: z.boolean(), turn: z.number().nullable() }),
  async run(scene, input) {
    const row = await scene.tx
      .selectFrom('request')
      .select(['turn'])
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('id', '=', input.requestId)
      .executeTakeFirst()
    return { isOpen: row !== undefined, turn: row?.turn ?? null }
  },
  audit: () => ({}),
})
