import { z } from 'zod'
import { requireStepUp } from '../../platform/actor.ts'
import { asReleased, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { basisLabel, findDisclosure, standingOn } from '../disclosures/index.ts'
import { refuseOpposingName, releaseOf } from '../documents/index.ts'
import { RequestSheet, Turn } from './contract.ts'
import { means } from './items.ts'
import { takeStep } from './steps.ts'
import { caseOf, findRequest, moveRequest, type RequestRow, sheetOf, sideOf, writeMessage } from './store.ts'

const Behalf = Turn.extend({
  means: z.enum(means, 'requests_needed'),
  person: z
    .string({ error: 'requests_needed' })
    .trim()
    .min(1, 'requests_needed')
    .max(120, 'requests_too_long'),
  happenedAt: z.string().trim().max(40, 'requests_too_long').default(''),
})

/** What has ended is neither printed nor handed over again, however far its request had come. */
async function requireShared(scene: Scene, row: RequestRow): Promise<void> {
  const disclosure = await findDisclosure(scene, row.disclosure_id)
  if (standingOn(disclosure, japanDay(new Date())) !== 'live')
    throw new AppError('refused', 'requests_not_out_yet')
}

async function paperCase(scene: Scene, requestId: string) {
  const row = await findRequest(scene, requestId)
  const caseId = await caseOf(scene, row.id)
  if (sideOf(scene, row) !== 'asker' || !row.is_paper || !caseId) throw new AppError('not-found')
  return { row, caseId }
}

/** The numbered sheet was handed over or read out: to whom, when, by what means. Never to counterpart or kin. */
export const handOverSheet = defineUseCase({
  name: 'request.hand-over-sheet',
  permission: 'request.answer-on-behalf',
  purpose: 'coordination',
  input: Behalf,
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { row, caseId } = await paperCase(scene, input.requestId)
    await requireShared(scene, row)
    await refuseOpposingName(scene, caseId, input.person)
    await moveRequest(scene, row, input.turn, { state: row.state as 'sent' })
    await writeMessage(scene, row, {
      kind: 'handed',
      speakerDeskId: row.from_desk_id,
      means: input.means,
      words: { text: '', person: input.person, happenedAt: input.happenedAt },
    })
    return { id: row.id }
  },
  audit: () => ({}),
})

/** What a body without a terminal said, entered for it: who said it, when, by what means. */
export const answerOnBehalf = defineUseCase({
  name: 'request.answer-on-behalf',
  permission: 'request.answer-on-behalf',
  purpose: 'coordination',
  input: Behalf.extend({
    step: z.enum(['accept', 'decline', 'ask_back', 'answer', 'finish'], 'requests_needed'),
    text: z
      .string({ error: 'requests_needed' })
      .trim()
      .min(1, 'requests_needed')
      .max(4000, 'requests_too_long'),
  }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: z.object({ id: z.uuid() }),
  run: (scene, input) =>
    takeStep(scene, {
      requestId: input.requestId,
      turn: input.turn,
      step: input.step,
      means: input.means,
      words: { text: input.text, person: input.person, happenedAt: input.happenedAt },
      confirmed: [],
    }),
  audit: () => ({}),
})

export const PrintedSheet = z.object({
  requestId: z.uuid(),
  sheet: RequestSheet,
  basisLabel: z.string(),
  dueOn: z.string(),
  isUrgent: z.boolean(),
  toDesk: z.string(),
  fromDesk: z.string(),
  fromPhone: z.string(),
})

/** The sheet for paper, under the number it was released with. A sheet whose key is out of reach is not printed. */
export const printSheet = defineUseCase({
  name: 'request.print-sheet',
  permission: 'request.answer-on-behalf',
  purpose: 'coordination',
  input: z.object({ requestId: z.uuid() }),
  subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
  output: releasedOf(PrintedSheet),
  async run(scene, input) {
    const { row } = await paperCase(scene, input.requestId)
    const left = await releaseOf(scene, row.id)
    if (!left) throw new AppError('refused', 'requests_not_out_yet')
    await requireShared(scene, row)
    if (left.row.highest_class === 'A') requireStepUp(scene.actor)
    const desks = await deskNames(scene.tx, [row.from_desk_id, row.to_desk_id])
    const from = desks.get(row.from_desk_id)
    const to = desks.get(row.to_desk_id)
    return {
      stamp: left.stamp,
      row: { id: row.id, dueOn: row.due_on, isUrgent: row.is_urgent },
      toDesk: deskFullName(to),
      fromDesk: deskFullName(from),
      fromPhone: from?.publicPhone ?? '',
      sheet: sheetOf(row),
    }
  },
  audit: () => ({}),
  present: ({ stamp, row, sheet, ...desks }) => {
    if (!sheet) throw new AppError('internal')
    return asReleased(stamp, {
      requestId: row.id,
      dueOn: row.dueOn,
      isUrgent: row.isUrgent,
      sheet,
      basisLabel: basisLabel(sheet.basis),
      ...desks,
    })
  },
})
