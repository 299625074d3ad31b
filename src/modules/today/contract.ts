import { z } from 'zod'

export const NoticeRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  objectType: z.string(),
  objectId: z.uuid(),
  /** Null when it was told to her personally. */
  deskId: z.uuid().nullable(),
  at: z.date(),
  isRead: z.boolean(),
})
export type NoticeRow = z.output<typeof NoticeRow>
