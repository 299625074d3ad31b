import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'

/**
 * How long until the idle lock. Asked as a person's act (typing, one key on the warning) it keeps the session awake;
 * asked by the page on its own (`isAct` false) it only looks.
 */
export const stayAwake = defineUseCase({
  name: 'account.stay-awake',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({ seconds: z.number().int(), displayName: z.string() }),
  async run({ actor }) {
    return { seconds: actor.secondsToIdleLock, displayName: actor.displayName }
  },
  audit: () => null,
})
