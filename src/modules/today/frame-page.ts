import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { Who, whoIs } from '../accounts/index.ts'
import { unreadCount } from './notice-store.ts'

/** What stands around every page of a signed-in person: who she is, and how much is new. */
export const framePage = defineUseCase({
  name: 'today.frame-page',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'session' }),
  output: z.object({ me: Who, unread: z.number().int() }),
  async run(scene) {
    const [me, unread] = await Promise.all([whoIs(scene), unreadCount(scene.tx, scene.actor.userId)])
    return { me, unread }
  },
  audit: () => null,
})
