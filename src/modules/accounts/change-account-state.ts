import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { changeAccountState as change } from './store/accounts.ts'

/**
 * Suspending ends her sessions at once; leaving the office also every membership, credential and factor. The work of one
 * administrator as long as nobody with power is touched and nothing is opened (proposal-policy.ts).
 */
export const changeAccountState = defineUseCase({
  name: 'account.change-state',
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({ userId: z.uuid(), state: z.enum(['suspended', 'left']) }),
  subject: (input) => ({ objectType: 'account', objectId: input.userId }),
  output: z.object({ state: z.enum(['suspended', 'left']) }),
  async run({ actor, tx }, input) {
    if (input.userId === actor.userId) throw new AppError('refused', 'accounts_state_own')
    const answer = await change(tx, input.userId, input.state)
    if (answer === 'two') throw new AppError('refused', 'accounts_takes_two')
    if (answer === 'last') throw new AppError('refused', 'accounts_last_member')
    if (answer === 'absent') throw new AppError('not-found')
    return { state: input.state }
  },
  audit: (result) => ({ objectType: `account-${result.state}` }),
})
