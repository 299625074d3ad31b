import { z } from 'zod'

const needed = (longest: number) =>
  z.string({ error: 'referrals_needed' }).trim().min(1, 'referrals_needed').max(longest, 'referrals_too_long')

/** Does she know of this referral, and does she agree? */
export const agreements = ['agrees', 'knows', 'not_told', 'unknown'] as const

/** Five fields, and no more: whoever notices something is not asked to investigate. */
export const ReferralSheet = z.object({
  who: needed(500),
  reach: needed(1000),
  noticed: needed(4000),
  agreement: z.enum(agreements, 'referrals_needed'),
})
export type ReferralSheet = z.output<typeof ReferralSheet>

/** received (受理), in_progress (対応中), ended (終了): all that the referring desk learns. */
export const referralStates = ['sent', 'received', 'in_progress', 'ended'] as const
export type ReferralState = (typeof referralStates)[number]

export const ReferralLine = z.object({
  id: z.uuid(),
  state: z.enum(referralStates),
  isUrgent: z.boolean(),
  otherDesk: z.string(),
  sentAt: z.date(),
  changedAt: z.date(),
  /** Null where the sheet cannot be opened. */
  who: z.string().nullable(),
})
export type ReferralLine = z.output<typeof ReferralLine>
