import { z } from 'zod'
import type { Permission } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { Confirmed, Turn } from './contract.ts'
import type { Step } from './policy.ts'
import { takeStep } from './steps.ts'

const needed = z
  .string({ error: 'requests_needed' })
  .trim()
  .min(1, 'requests_needed')
  .max(4000, 'requests_too_long')
const optional = z.string().trim().max(4000, 'requests_too_long').default('')

function stepUseCase<Words extends z.ZodType<string>>(
  name: string,
  permission: Permission,
  step: Step,
  words: Words,
) {
  return defineUseCase({
    name,
    permission,
    purpose: 'coordination',
    input: Turn.extend({ text: words, confirmed: Confirmed }),
    subject: (input) => ({ objectType: 'request', objectId: input.requestId }),
    output: z.object({ id: z.uuid() }),
    run: (scene, input) =>
      takeStep(scene, {
        requestId: input.requestId,
        turn: input.turn,
        step,
        words: { text: (input as { text: string }).text, person: '', happenedAt: '' },
        means: null,
        confirmed: input.confirmed,
      }),
    audit: () => ({}),
  })
}

/** The asked desk takes it on; whoever says so is the one it waits with. */
export const acceptRequest = stepUseCase('request.accept', 'request.answer', 'accept', optional)
export const declineRequest = stepUseCase('request.decline', 'request.answer', 'decline', needed)
export const askBack = stepUseCase('request.ask-back', 'request.answer', 'ask_back', needed)
export const answerRequest = stepUseCase('request.answer', 'request.answer', 'answer', needed)
/** The asking desk answers a question, or adds something. */
export const replyToDesk = stepUseCase('request.reply', 'request.send', 'reply', needed)
/** The loop is closed, by either side. */
export const finishRequest = stepUseCase('request.finish', 'request.read', 'finish', optional)
