import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { endOwnSession } from './store/sessions.ts'

/** Ends another of her sessions, say on the computer of the other office. This one ends by signing out. */
export const endOwnSessionElsewhere = defineUseCase({
  name: 'account.end-own-session',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({ sessionId: z.uuid() }),
  subject: (input) => ({ objectType: 'session', objectId: input.sessionId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    if (input.sessionId === actor.sessionId) throw new AppError('refused', 'accounts_session_is_this')
    if (!(await endOwnSession(tx, actor.userId, input.sessionId))) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
