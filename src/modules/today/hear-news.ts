import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { unreadCount } from './notice-store.ts'

/** Asked by every open page when it is woken, and again each minute: still signed in, and how much is new. */
export const hearNews = defineUseCase({
  name: 'today.hear-news',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({ tenantId: z.uuid(), addresses: z.array(z.uuid()), unread: z.number().int() }),
  async run({ actor, tx }) {
    return {
      tenantId: actor.tenantId,
      addresses: [actor.userId, ...actor.seats.map((seat) => seat.deskId)],
      unread: await unreadCount(tx, actor.userId),
    }
  },
  audit: () => null,
})
