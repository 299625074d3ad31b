import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { latestNotice, unreadCount } from './notice-store.ts'

/** Asked by every open page when it is woken, and again each minute: still signed in, and how much is new. */
export const hearNews = defineUseCase({
  name: 'today.hear-news',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({
    tenantId: z.uuid(),
    sessionId: z.uuid(),
    addresses: z.array(z.uuid()),
    unread: z.number().int(),
    /** The newest notice she may see, her own acts included; changes when there is something to read anew. */
    latest: z.uuid().nullable(),
  }),
  async run({ actor, tx }) {
    return {
      tenantId: actor.tenantId,
      sessionId: actor.sessionId,
      addresses: [actor.userId, ...actor.seats.map((seat) => seat.deskId)],
      unread: await unreadCount(tx, actor.userId),
      latest: await latestNotice(tx),
    }
  },
  audit: () => null,
})
