import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { WindowFields } from './contract.ts'
import { refuseInTheOpen } from './require-hidden.ts'
import { windowValues } from './window-store.ts'

export const addWindow = defineUseCase({
  name: 'directory.add-window',
  permission: 'directory.manage',
  purpose: 'administration',
  input: WindowFields.extend({ submissionId: z.uuid().optional() }),
  subject: () => ({ objectType: 'public_window' }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, actor }, fields) {
    if (fields.bodyId && (await findBody(tx, fields.bodyId)).kind === 'facility')
      refuseInTheOpen({ field: 'bodyId', key: 'directory_facility_window' })
    const id = crypto.randomUUID()
    await tx
      .insertInto('public_window')
      .values({ tenant_id: actor.tenantId, id, ...windowValues(fields) })
      .execute()
    return { id }
  },
  audit: ({ id }) => ({ objectId: id }),
})
