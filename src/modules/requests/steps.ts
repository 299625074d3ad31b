import { likelyDwellings, unconfirmedPlaces } from '../../platform/documents/likely-places.ts'
import { AppError } from '../../platform/errors.ts'
import { notify } from '../../platform/notices.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { MessageWords } from './contract.ts'
import type { MessageKind, means, RequestState } from './items.ts'
import { possibleSteps, type Step, stateAfter } from './policy.ts'
import { findRequest, moveRequest, type RequestRow, sideOf, writeMessage } from './store.ts'

const messageOfStep: Readonly<Record<Step, MessageKind>> = {
  accept: 'accepted',
  decline: 'declined',
  ask_back: 'asked_back',
  reply: 'replied',
  answer: 'answered',
  finish: 'finished',
}

export interface StepTaken {
  requestId: string
  turn: number
  step: Step
  words: MessageWords
  /** Set when it is entered for a body without a terminal. */
  means: (typeof means)[number] | null
  /** Likely places in the words that the asking desk lets the asked desk read. */
  confirmed: readonly string[]
}

/** One step of the exchange: checked against the state and the side, written into the thread, told to the other desk. */
export async function takeStep(scene: Scene, taken: StepTaken): Promise<{ id: string }> {
  const row = await findRequest(scene, taken.requestId)
  const side = sideOf(scene, row)
  const isOnBehalf = taken.means !== null
  if (isOnBehalf !== (row.is_paper && side === 'asker' && taken.step !== 'reply'))
    throw new AppError('refused', 'requests_not_this_way')
  const state = row.state as RequestState
  if (!possibleSteps(state, side, row.is_paper).includes(taken.step))
    throw new AppError('conflict', 'requests_moved_on', { facts: { turn: row.turn } })
  if (side === 'asker' && !isOnBehalf) refuseUnready(taken)
  await moveRequest(scene, row, taken.turn, {
    state: stateAfter(taken.step, state, row.taken_by !== null),
    ...(side === 'asked' && taken.step !== 'decline' && row.taken_by === null
      ? { takenBy: scene.actor.userId }
      : {}),
  })
  await writeMessage(scene, row, {
    kind: messageOfStep[taken.step],
    speakerDeskId: side === 'asked' || isOnBehalf ? row.to_desk_id : row.from_desk_id,
    means: taken.means,
    words: taken.words,
  })
  if (!row.is_paper) await tellOther(scene, row, side)
  return { id: row.id }
}

/**
 * The asked desk reads the words at once, and nobody decides on them. Where she lives therefore goes as an item of a new
 * request, which a second person looks at; any other place is confirmed as in the first message.
 */
function refuseUnready({ words, confirmed }: StepTaken): void {
  if (likelyDwellings(words.text).length > 0) throw new AppError('refused', 'requests_dwelling_by_item')
  const open = unconfirmedPlaces([words.text], confirmed)
  if (open.length > 0)
    throw new AppError('refused', 'requests_confirm_places', { facts: { count: open.length } })
}

function tellOther(scene: Scene, row: RequestRow, side: 'asked' | 'asker'): Promise<void> {
  const deskId = side === 'asked' ? row.from_desk_id : row.to_desk_id
  return notify(scene, [
    {
      to: { deskId },
      kind: 'request.moved',
      objectType: 'request',
      objectId: row.id,
      compartmentId: row.compartment_id,
    },
  ])
}
