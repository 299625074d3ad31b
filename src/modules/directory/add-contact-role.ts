import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { ContactRoleFields } from './contract.ts'
import { whyNotRoleInTheOpen } from './facility-policy.ts'
import { isFacilityDesk, refuseInTheOpen } from './require-hidden.ts'

/** Whom to ask for at a desk: a role, never a person's name. */
export const addContactRole = defineUseCase({
  name: 'directory.add-contact-role',
  permission: 'directory.manage',
  purpose: 'administration',
  input: ContactRoleFields.extend({ deskId: z.uuid(), submissionId: z.uuid().optional() }),
  subject: ({ deskId }) => ({ objectType: 'desk', objectId: deskId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor }, { deskId, title, note }) {
    refuseInTheOpen(whyNotRoleInTheOpen({ title, note }, await isFacilityDesk(tx, deskId)))
    const id = crypto.randomUUID()
    await tx
      .insertInto('contact_role')
      .values({ tenant_id: actor.tenantId, id, desk_id: deskId, title, note, sort: 1_000 })
      .execute()
    return { id }
  },
  audit: ({ id }) => ({ objectType: 'contact_role', objectId: id }),
})
