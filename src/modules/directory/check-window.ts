import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { Rev } from './contract.ts'
import { requireChanged } from './stale.ts'
import { findWindow } from './window-store.ts'

/** Somebody has seen today that number, hours and conditions are right. */
export const checkWindow = defineUseCase({
  name: 'directory.check-window',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ windowId: z.uuid(), rev: Rev }),
  subject: ({ windowId }) => ({ objectType: 'public_window', objectId: windowId }),
  output: z.object({ id: z.uuid() }),
  async run({ tx }, { windowId, rev }) {
    const before = await findWindow(tx, windowId)
    const outcome = await tx
      .updateTable('public_window')
      .set({ checked_on: today(), rev: rev + 1 })
      .where('id', '=', windowId)
      .where('rev', '=', rev)
      .executeTakeFirst()
    requireChanged(outcome, before)
    return { id: windowId }
  },
  audit: () => ({}),
})
