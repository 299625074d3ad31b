import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { listBodies } from './body-store.ts'
import { WindowView } from './views.ts'
import { findWindow } from './window-store.ts'

const BodyChoice = z.object({ id: z.uuid(), name: z.string() })

/** A window to edit, with the bodies it may belong to; `windowId: 'new'` for an empty form. */
export const showWindow = defineUseCase({
  name: 'directory.show-window',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ windowId: z.union([z.uuid(), z.literal('new')]) }),
  subject: ({ windowId }) => ({
    objectType: 'public_window',
    ...(windowId === 'new' ? {} : { objectId: windowId }),
  }),
  output: z.object({ window: WindowView.nullable(), bodies: z.array(BodyChoice) }),
  async run({ tx }, { windowId }) {
    const [window, bodies] = await Promise.all([
      windowId === 'new' ? null : findWindow(tx, windowId),
      listBodies(tx, {}, 300),
    ])
    return { window, bodies: bodies.map(({ id, name }) => ({ id, name })) }
  },
  audit: () => ({}),
})
