import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/** For a mistake, or when it is true no more. What was blocked stays blocked until somebody who leads has looked. */
export const removeKin = defineUseCase({
  name: 'kin.remove',
  permission: 'own.kin',
  purpose: 'own-account',
  input: z.object({ kinId: z.uuid() }),
  subject: (input) => ({ objectType: 'own-account', objectId: input.kinId }),
  output: z.object({}),
  async run({ actor, tx }, { kinId }) {
    const removed = await tx
      .deleteFrom('auth.kin')
      .where('id', '=', kinId)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    if (removed.numDeletedRows === 0n) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
