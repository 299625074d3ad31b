import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { Day, Rev } from './contract.ts'
import { requireOrder } from './directory-policy.ts'
import { requireChanged } from './stale.ts'

/** The body's last day; its desks end with it. Nothing is deleted: history keeps the names. */
export const endBody = defineUseCase({
  name: 'directory.end-body',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ bodyId: z.uuid(), rev: Rev, lastDay: Day }),
  subject: ({ bodyId }) => ({ objectType: 'body', objectId: bodyId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { bodyId, rev, lastDay }) {
    const before = await findBody(tx, bodyId)
    requireOrder(before.activeFrom, lastDay)
    const outcome = await tx
      .updateTable('body')
      .set({ active_until: lastDay, rev: rev + 1 })
      .where('id', '=', bodyId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    await tx
      .updateTable('desk_entry')
      .set((set) => ({ active_until: lastDay, rev: set('rev', '+', 1) }))
      .where('body_id', '=', bodyId)
      .where((where) => where.or([where('active_until', 'is', null), where('active_until', '>', lastDay)]))
      .execute()
    return { id: bodyId }
  },
  audit: () => ({}),
})
