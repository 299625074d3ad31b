import { z } from 'zod'
import { PersonCard } from '../people/contract.ts'
import { ConsultationRecord } from './contract.ts'

/** What pages receive of a consultation. Browser code uses these as types only. */
export const Head = z.object({
  id: z.uuid(),
  deskId: z.uuid(),
  caseId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  day: z.string(),
  channel: z.string(),
  minutes: z.number().nullable(),
  authorId: z.uuid(),
  countedAs: z.string(),
  urgency: z.string(),
  riskLevel: z.string(),
  chiefComplaint: z.string(),
  route: z.string(),
  ageBand: z.string(),
  relation: z.string(),
  sex: z.string(),
  edition: z.number(),
  isBackEntry: z.boolean(),
  enteredBy: z.uuid().nullable(),
  reviewedBy: z.uuid().nullable(),
  reviewedAt: z.date().nullable(),
  amendedBy: z.uuid().nullable(),
  amendedAt: z.date().nullable(),
  createdAt: z.date(),
  rev: z.number(),
})

export const Named = z.object({ deskName: z.string(), authorName: z.string() })

export const OpenedConsultation = Head.extend({
  ...Named.shape,
  reviewerName: z.string(),
  /** Who typed a paper sheet, where that was somebody else. */
  enteredByName: z.string(),
  amendedByName: z.string(),
  /** How many records may be of the same person; 0 for an anonymous call. */
  likelySame: z.number(),
  /** Null where it cannot be opened. */
  record: ConsultationRecord.nullable(),
  /** Null for an anonymous call, or where the card cannot be opened. */
  person: z.object({ id: z.uuid(), rev: z.number(), card: PersonCard.nullable() }).nullable(),
  earlier: z.array(
    z.object({
      rev: z.number(),
      writtenAt: z.date(),
      writerName: z.string(),
      record: ConsultationRecord.nullable(),
    }),
  ),
  /** The day still promised to her; null = none, kept, or spoken with her since. */
  promisedOn: z.string().nullable(),
  /** The referral it grew out of. */
  referralId: z.uuid().nullable(),
  today: z.string(),
  mayAmend: z.boolean(),
  mayReview: z.boolean(),
})
export type OpenedConsultation = z.output<typeof OpenedConsultation>
