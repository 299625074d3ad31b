import { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'

export const recordKindsKept = ['case', 'consultation'] as const
export type KeptKind = (typeof recordKindsKept)[number]

/** 請求, 苦情, 開示請求, その他. */
export const holdGrounds = ['claim', 'complaint', 'disclosure_request', 'other'] as const
export type HoldGround = (typeof holdGrounds)[number]

/** Why something is kept from being destroyed, or is not any more; sealed under the record's own key. */
export const KeepingWords = z.object({ text: z.string() })

export const Reason = z
  .string('retention_error_reason')
  .trim()
  .min(1, 'retention_error_reason')
  .max(2000, 'retention_error_long')

export const KeptRecord = z.object({ kind: z.enum(recordKindsKept), recordId: z.uuid() })
export const ListId = z.object({ listId: z.uuid() })
/** However somebody writes a day. */
export const Day = z.string('retention_error_day').transform((raw, context) => {
  const day = parseJapaneseDate(raw)
  if (!day) context.addIssue({ code: 'custom', message: 'retention_error_day' })
  return day ?? z.NEVER
})

/** As many as one person can look at before she decides. */
export const mostOnAList = 100

/** By what two people agree to a list (migrations/0142). */
export const shredAct = 'disposal.shred'
/** By what two people agree to keep for less long (migrations/0208). */
export const rulesAct = 'retention.set-rules'
