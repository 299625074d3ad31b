import { z } from 'zod'

/** Which form, and which row (or which new entry) it is about. */
export const DraftKey = z.object({
  kind: z.string().regex(/^[a-z][a-z_]{2,40}$/),
  subjectId: z.uuid(),
})
export type DraftKey = z.output<typeof DraftKey>

/** The revision a window last saw; 0 before the first save. */
export const DraftRev = z.coerce.number().int().min(0)

/** JSON text of whatever the form holds; at most 300,000 characters. */
export const DraftText = z
  .string()
  .max(300_000, 'drafts_too_long')
  .refine((text) => jsonOf(text) !== undefined)

export const DraftContent = z.object({ form: z.unknown() })

export const OpenedDraft = z.object({
  rev: z.number().int(),
  updatedAt: z.date(),
  /** Null where it cannot be opened. */
  content: DraftContent.nullable(),
})
export type OpenedDraft = z.output<typeof OpenedDraft>

/** The parsed text, or undefined when it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
