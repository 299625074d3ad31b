import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { findBody } from './body-store.ts'
import { desksOfBodies } from './desk-store.ts'
import { canAddDesk, canManageDirectory } from './directory-policy.ts'
import { BodyView, DeskView } from './views.ts'

export const showBody = defineUseCase({
  name: 'directory.show-body',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ bodyId: z.uuid() }),
  subject: ({ bodyId }) => ({ objectType: 'body', objectId: bodyId }),
  output: z.object({
    body: BodyView,
    desks: z.array(DeskView),
    canManage: z.boolean(),
    canAddDesk: z.boolean(),
  }),
  async run({ tx, actor }, { bodyId }) {
    const [body, desks] = await Promise.all([findBody(tx, bodyId), desksOfBodies(tx, [bodyId])])
    return { body, desks, canManage: canManageDirectory(actor), canAddDesk: canAddDesk(actor) }
  },
  audit: () => ({}),
})
