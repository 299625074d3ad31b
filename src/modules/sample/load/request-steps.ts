import { withdrawShare } from '../../disclosures/end-disclosure.ts'
import {
  acceptRequest,
  answerRequest,
  askBack,
  declineRequest,
  finishRequest,
  replyToDesk,
} from '../../requests/answer-request.ts'
import { decideRequest } from '../../requests/decide-request.ts'
import { openRequest } from '../../requests/open-request.ts'
import { recordAct } from '../../requests/record-act.ts'
import type { Ask, RequestTheme } from '../content/ask.ts'
import { accepts, acts, declines, questionsBack, withdrawals } from '../content/reply-words.ts'
import type { RequestStep } from '../story/planned.ts'
import { dayOf } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'
import type { FoundedPerson } from './make-account.ts'

/** A request that is under way: which one, and whose turn it is. */
export interface Underway {
  id: string
  turn: number
  /** The reply to what the desk asked back. */
  reply?: string
}

/** One step of a request, as the page of its side takes it. */
export async function takeRequestStep(
  who: FoundedPerson,
  step: RequestStep,
  state: Underway,
  { dice, theme, ask }: { dice: Dice; theme: RequestTheme; ask: Ask },
): Promise<void> {
  if (step === 'act') {
    await recordAct(who, {
      requestId: state.id,
      day: dayOf(Date.now()),
      title: ask.title,
      text: dice.pick(acts[theme.kind]),
      submissionId: crypto.randomUUID(),
    })
    return
  }
  if (step === 'withdraw') {
    const { asker } = await openRequest(who, { requestId: state.id })
    if (asker) await withdrawShare(who, { disclosureId: asker.disclosureId, reason: dice.pick(withdrawals) })
    return
  }
  const turn = { requestId: state.id, turn: state.turn }
  state.turn += 1
  if (step === 'approve' || step === 'return') await decide(who, step, turn)
  if (step === 'accept')
    await acceptRequest(who, { ...turn, text: dice.chance(0.7) ? dice.pick(accepts) : '' })
  if (step === 'ask_back') {
    const { question, reply } = dice.pick(questionsBack)
    state.reply = reply
    await askBack(who, { ...turn, text: question })
  }
  if (step === 'reply') await replyToDesk(who, { ...turn, text: state.reply ?? '' })
  if (step === 'answer') await answerRequest(who, { ...turn, text: dice.pick(ask.answers) })
  if (step === 'decline') await declineRequest(who, { ...turn, text: dice.pick(declines) })
  if (step === 'finish') await finishRequest(who, { ...turn, text: '' })
}

async function decide(
  who: FoundedPerson,
  step: 'approve' | 'return',
  turn: { requestId: string; turn: number },
): Promise<void> {
  const comment = step === 'return' ? '同意を得る方法をもう一度検討してください。' : ''
  // Taken only where a supervisor decides in the manager's stead.
  await decideRequest(who, { ...turn, answer: step, comment, steadGround: 'absent' })
}
