import { z } from 'zod'

/** What the output gate puts on everything that leaves: who, when, and the number of the fiscal year. */
export const ReleaseStamp = z.object({
  id: z.uuid(),
  document: z.string(),
  /** Within the fiscal year (April to March) named by `fiscalYear`. */
  serial: z.number().int().positive(),
  fiscalYear: z.number().int(),
  at: z.date(),
  by: z.string(),
})

declare const minted: unique symbol
/** A stamp as the output gate made it; nothing else has this type. */
export type ReleaseStamp = z.output<typeof ReleaseStamp> & { readonly [minted]: true }

/** For the output gate alone (`modules/documents`): a stamp stands for a row of the release register. */
export function mintStamp(stamp: z.output<typeof ReleaseStamp>): ReleaseStamp {
  return stamp as ReleaseStamp
}

declare const released: unique symbol
/** Content that passed the output gate. Prints, labels and files accept nothing else. */
export interface Released<Content> {
  readonly content: Content
  readonly stamp: ReleaseStamp
  readonly [released]: true
}

/** Joins what was opened with the stamp it was released under. */
export function asReleased<Content>(stamp: ReleaseStamp, content: Content): Released<Content> {
  return { stamp, content } as Released<Content>
}

/** The `output` of a use-case that lets a released document out. */
export function releasedOf<Content extends z.ZodType>(content: Content) {
  return z.object({ stamp: ReleaseStamp, content }).transform((one) => {
    const { stamp, content: opened } = one as {
      stamp: z.output<typeof ReleaseStamp>
      content: z.output<Content>
    }
    return asReleased(mintStamp(stamp), opened)
  })
}
