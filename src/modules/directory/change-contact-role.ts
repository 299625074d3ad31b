import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { ContactRoleFields, Rev } from './contract.ts'
import { whyNotRoleInTheOpen } from './facility-policy.ts'
import { isFacilityDesk, refuseInTheOpen } from './require-hidden.ts'
import { requireChanged } from './stale.ts'

export const changeContactRole = defineUseCase({
  name: 'directory.change-contact-role',
  permission: 'directory.manage',
  purpose: 'administration',
  input: ContactRoleFields.extend({ roleId: z.uuid(), rev: Rev }),
  subject: ({ roleId }) => ({ objectType: 'contact_role', objectId: roleId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { roleId, rev, title, note }) {
    const before = await tx
      .selectFrom('contact_role')
      .select(['rev', 'desk_id'])
      .where('id', '=', roleId)
      .executeTakeFirst()
    if (before)
      refuseInTheOpen(whyNotRoleInTheOpen({ title, note }, await isFacilityDesk(tx, before.desk_id)))
    const outcome = await tx
      .updateTable('contact_role')
      .set({ title, note, rev: rev + 1 })
      .where('id', '=', roleId)
      .where('rev', '=', rev)
      .where('active_until', 'is', null)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: roleId }
  },
  audit: () => ({}),
})
