import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { DeskFields, Rev } from './contract.ts'
import { deskValues, findDesk, requireFreeDeskName } from './desk-store.ts'
import { requireChanged } from './stale.ts'

/** Everything but its terminal: what a desk holds keys for does not change under it. */
export const changeDesk = defineUseCase({
  name: 'directory.change-desk',
  permission: 'directory.manage',
  purpose: 'administration',
  input: DeskFields.extend({ deskId: z.uuid(), rev: Rev }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { deskId, rev, ...fields }) {
    const before = await findDesk(tx, deskId)
    if (before.activeUntil === null) await requireFreeDeskName(tx, before.bodyId, fields.name, deskId)
    const outcome = await tx
      .updateTable('desk_entry')
      .set({ ...deskValues(fields), rev: rev + 1 })
      .where('desk_id', '=', deskId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: deskId }
  },
  audit: () => ({}),
})
