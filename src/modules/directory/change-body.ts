import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { bodyValues, findBody, requireFreeBodyName } from './body-store.ts'
import { BodyFields, Rev } from './contract.ts'
import { requireNothingLeft } from './require-hidden.ts'
import { requireChanged } from './stale.ts'

export const changeBody = defineUseCase({
  name: 'directory.change-body',
  permission: 'directory.manage',
  purpose: 'administration',
  input: BodyFields.extend({ bodyId: z.uuid(), rev: Rev }),
  subject: ({ bodyId }) => ({ objectType: 'body', objectId: bodyId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { bodyId, rev, ...fields }) {
    const before = await findBody(tx, bodyId)
    await requireNothingLeft(tx, before, fields)
    if (before.activeUntil === null) await requireFreeBodyName(tx, fields.name, bodyId)
    const outcome = await tx
      .updateTable('body')
      .set({ ...bodyValues(fields), rev: rev + 1 })
      .where('id', '=', bodyId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: bodyId }
  },
  audit: () => ({}),
})
