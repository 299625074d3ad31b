import { z } from 'zod'
import { idShape } from '../../platform/row-names.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { listBodies, today } from './body-store.ts'
import { bodyKinds } from './codes.ts'
import { desksOfBodies } from './desk-store.ts'
import { canManageDirectory } from './directory-policy.ts'
import { BodyView, DeskView } from './views.ts'

const pageSize = 50

/** `sort.id` of the last body seen. */
const After = z.string().regex(new RegExp(`^\\d{1,6}\\.${idShape}$`))

export const listDirectory = defineUseCase({
  name: 'directory.list',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({
    kind: z.enum(bodyKinds).optional().catch(undefined),
    words: z.string().max(100).optional().catch(undefined),
    ended: z.literal('yes').optional().catch(undefined),
    after: After.optional().catch(undefined),
  }),
  subject: () => ({ objectType: 'body' }),
  output: z.object({
    bodies: z.array(BodyView.extend({ desks: z.array(DeskView) })),
    next: z.string().nullable(),
    canManage: z.boolean(),
  }),
  async run({ tx, actor }, input) {
    const [sort, id] = input.after?.split('.') ?? []
    const found = await listBodies(
      tx,
      {
        kind: input.kind,
        words: input.words,
        withEnded: input.ended === 'yes',
        after: id ? { sort: Number(sort), id } : undefined,
      },
      pageSize,
    )
    const shown = found.slice(0, pageSize)
    const last = shown.at(-1)
    const desks = await desksOfBodies(
      tx,
      shown.map((body) => body.id),
    )
    const isActive = (until: string | null) => until === null || until >= today()
    return {
      bodies: shown.map((body) => ({
        ...body,
        desks: desks.filter(
          (desk) => desk.bodyId === body.id && (input.ended === 'yes' || isActive(desk.activeUntil)),
        ),
      })),
      next: found.length > pageSize && last ? `${last.sort}.${last.id}` : null,
      canManage: canManageDirectory(actor),
    }
  },
  audit: (result) => ({ count: result.bodies.length }),
})
