import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { markAllRead } from './notice-store.ts'

export const readNotices = defineUseCase({
  name: 'today.read-notices',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'notice' }),
  output: z.object({ count: z.number().int() }),
  async run({ actor, tx }) {
    return { count: await markAllRead(tx, actor.tenantId, actor.userId) }
  },
  audit: (result) => ({ count: result.count }),
})
