import { z } from 'zod'

export const shortestReason = 20
export const GlassReason = z.object({ text: z.string().max(2000) })
/** Office days within which somebody who leads has looked. */
export const reviewWithin = 3
export const verdicts = ['needed', 'not_needed'] as const
