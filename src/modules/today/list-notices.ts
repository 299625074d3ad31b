import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { NoticeRow } from './contract.ts'
import { noticesOf } from './notice-store.ts'

const most = 100

/** What changed at my desks and for me in the last two weeks: kinds and ways to look, never content. */
export const listNotices = defineUseCase({
  name: 'today.list-notices',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'notice' }),
  output: z.object({ notices: z.array(NoticeRow) }),
  async run({ actor, tx }) {
    return { notices: await noticesOf(tx, actor.userId, most) }
  },
  audit: (result) => ({ count: result.notices.length }),
})
