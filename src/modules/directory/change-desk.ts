import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { DeskFields, Rev } from './contract.ts'
import { contactRolesOf, deskValues, findDesk, requireFreeDeskName } from './desk-store.ts'
import { whyNotDeskInTheOpen, whyNotRoleInTheOpen } from './facility-policy.ts'
import { refuseInTheOpen } from './require-hidden.ts'
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
    refuseInTheOpen(whyNotDeskInTheOpen(fields, (await findBody(tx, before.bodyId)).kind))
    if (fields.kind === 'facility')
      for (const role of await contactRolesOf(tx, deskId))
        if (whyNotRoleInTheOpen(role, true))
          refuseInTheOpen({ field: 'kind', key: 'directory_facility_left' })
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
