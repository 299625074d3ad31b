import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { bodyValues, requireFreeBodyName } from './body-store.ts'
import { BodyFields } from './contract.ts'
import { whyNotInTheOpen } from './facility-policy.ts'
import { refuseInTheOpen } from './require-hidden.ts'

export const addBody = defineUseCase({
  name: 'directory.add-body',
  permission: 'directory.manage',
  purpose: 'administration',
  input: BodyFields.extend({ submissionId: z.uuid().optional() }),
  subject: () => ({ objectType: 'body' }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor }, fields) {
    refuseInTheOpen(whyNotInTheOpen(fields))
    await requireFreeBodyName(tx, fields.name)
    const id = crypto.randomUUID()
    await tx
      .insertInto('body')
      .values({ tenant_id: actor.tenantId, id, ...bodyValues(fields) })
      .execute()
    return { id }
  },
  audit: ({ id }) => ({ objectId: id }),
})
