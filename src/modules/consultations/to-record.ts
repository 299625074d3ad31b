import { z } from 'zod'
import { DraftRev } from '../drafts/index.ts'
import { ConsultationTyped } from './entry.ts'

/** What is sent when a consultation is recorded. */
export const ToRecord = ConsultationTyped.extend({
  /** Also the id of the draft. Sent twice, it happens once. */
  submissionId: z.uuid(),
  draftRev: DraftRev.optional(),
  deskId: z.uuid().optional(),
  /** From the paper sheet of an outage. */
  isBackEntry: z.coerce.boolean().default(false),
  /** Who took that sheet down. */
  receivedById: z.uuid().optional(),
  /** The referral it grows out of; it is written at the desk that received that. */
  referralId: z.uuid().optional(),
})
export type ToRecord = z.output<typeof ToRecord>
