import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { officeSetting } from './calendar-lookup.ts'
import { canManageDirectory } from './directory-policy.ts'
import { monthsAfter } from './office-days.ts'
import { WindowView } from './views.ts'
import { listPublicWindows } from './window-store.ts'

/** A window that nobody has checked for longer than the tenant allows may send somebody to a dead number. */
export const listWindows = defineUseCase({
  name: 'directory.list-windows',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'public_window' }),
  output: z.object({
    windows: z.array(WindowView.extend({ isOverdue: z.boolean() })),
    checkMonths: z.number(),
    canManage: z.boolean(),
  }),
  async run({ tx, actor }) {
    const [windows, setting] = await Promise.all([listPublicWindows(tx), officeSetting(tx)])
    const isOverdue = (checkedOn: string | null) =>
      checkedOn === null || monthsAfter(checkedOn, setting.windowCheckMonths) < today()
    return {
      windows: windows.map((window) => ({ ...window, isOverdue: isOverdue(window.checkedOn) })),
      checkMonths: setting.windowCheckMonths,
      canManage: canManageDirectory(actor),
    }
  },
  audit: (result) => ({ count: result.windows.length }),
})
