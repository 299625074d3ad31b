import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { Day, Rev } from './contract.ts'
import { findDesk } from './desk-store.ts'
import { requireOrder } from './directory-policy.ts'
import { requireChanged } from './stale.ts'

/** The desk's last day. From the next day on nothing new can be sent to it. */
export const endDesk = defineUseCase({
  name: 'directory.end-desk',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ deskId: z.uuid(), rev: Rev, lastDay: Day }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { deskId, rev, lastDay }) {
    const before = await findDesk(tx, deskId)
    requireOrder(before.activeFrom, lastDay)
    const outcome = await tx
      .updateTable('desk_entry')
      .set({ active_until: lastDay, rev: rev + 1 })
      .where('desk_id', '=', deskId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: deskId }
  },
  audit: () => ({}),
})
