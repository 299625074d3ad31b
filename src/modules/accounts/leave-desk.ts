import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { leaveDesk as leave } from './store/desks.ts'

/** Ends a membership with this transaction: the wraps are gone, her sessions too, and the desk's key is due for renewal. */
export const leaveDesk = defineUseCase({
  name: 'desk.leave',
  permission: 'desk.remove-member',
  purpose: 'administration',
  input: z.object({ deskId: z.uuid(), userId: z.uuid() }),
  subject: (input) => ({ objectType: 'membership', objectId: input.userId, basis: `desk:${input.deskId}` }),
  output: z.object({ deskId: z.uuid() }),
  async run({ tx }, input) {
    const answer = await leave(tx, input.deskId, input.userId)
    if (answer === 'last') throw new AppError('refused', 'accounts_last_member')
    if (answer === 'absent') throw new AppError('not-found')
    return { deskId: input.deskId }
  },
  audit: () => ({}),
})
