import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { Rev, WindowFields } from './contract.ts'
import { refuseInTheOpen } from './require-hidden.ts'
import { requireChanged } from './stale.ts'
import { findWindow, windowValues } from './window-store.ts'

export const changeWindow = defineUseCase({
  name: 'directory.change-window',
  permission: 'directory.manage',
  purpose: 'administration',
  input: WindowFields.extend({ windowId: z.uuid(), rev: Rev }),
  subject: ({ windowId }) => ({ objectType: 'public_window', objectId: windowId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { windowId, rev, ...fields }) {
    const before = await findWindow(tx, windowId)
    if (fields.bodyId && (await findBody(tx, fields.bodyId)).kind === 'facility')
      refuseInTheOpen({ field: 'bodyId', key: 'directory_facility_window' })
    const outcome = await tx
      .updateTable('public_window')
      .set({ ...windowValues(fields), rev: rev + 1 })
      .where('id', '=', windowId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: windowId }
  },
  audit: () => ({}),
})
