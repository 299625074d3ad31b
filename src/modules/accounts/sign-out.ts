import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { endThisSession } from './store/sessions.ts'

/** Ends this session. Its audit line is written by the database function, while there is still somebody to name. */
export const signOut = defineUseCase({
  name: 'account.sign-out',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({}),
  async run({ tx }) {
    await endThisSession(tx)
    return {}
  },
  audit: () => ({}),
})
