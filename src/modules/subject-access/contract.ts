import { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'

/**
 * Requests for what is held about a person (個人情報保護法). Articles 78 (what need not be shown) and 81 (answering without
 * saying whether there is anything) stand in the domain reference; the periods of Article 83 and the numbers of the grounds
 * are our default until the office's legal section has confirmed them.
 */
export const requesters = ['herself', 'legal_agent', 'mandated_agent'] as const
export type Requester = (typeof requesters)[number]

export const accessStates = ['received', 'identified', 'decided', 'given', 'refused', 'withdrawn'] as const
export type AccessState = (typeof accessStates)[number]
export const openStates: readonly AccessState[] = ['received', 'identified', 'decided']

/** Papers that were seen. */
export const proofs = ['photo_id', 'two_papers', 'family_register', 'mandate'] as const
export type Proof = (typeof proofs)[number]

/** What is held, by kind. The last six are the kinds of the case's timeline: what they say can be printed. */
export const itemKinds = [
  'core',
  'safety',
  'person',
  'whereabouts',
  'file',
  'consultation',
  'note',
  'decision',
  'request',
  'disclosure',
  'hands',
] as const
export type ItemKind = (typeof itemKinds)[number]
export const printableKinds = ['consultation', 'note', 'decision', 'request', 'disclosure', 'hands'] as const

export const choices = ['disclose', 'partly', 'withhold'] as const
export type Choice = (typeof choices)[number]
/** The grounds of Article 78 (1) that a municipality can have. */
export const grounds = [1, 2, 3, 5, 6, 7] as const

/** Who asks, for whom, what for and how she may be reached: sealed. */
export const AccessWords = z.object({
  name: z.string().max(200),
  agentName: z.string().max(200),
  reach: z.string().max(500),
  asked: z.string().max(2000),
})
export type AccessWords = z.output<typeof AccessWords>

export const Day = z.string('access_day_unreadable').transform((raw, context) => {
  const day = parseJapaneseDate(raw)
  if (day) return day
  context.addIssue({ code: 'custom', message: 'access_day_unreadable' })
  return z.NEVER
})

export const AccessItem = z.object({
  id: z.uuid(),
  kind: z.enum(itemKinds),
  day: z.string(),
  desk: z.string(),
  thirdParty: z.boolean(),
  choice: z.enum(choices).nullable(),
  ground: z.number().nullable(),
})
export type AccessItem = z.output<typeof AccessItem>
