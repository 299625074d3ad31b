import { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { itemCodes, means, messageKinds, requestKinds, requestStates } from './items.ts'

const text = (longest: number) => z.string().trim().max(longest, 'requests_too_long')
const needed = (longest: number) => text(longest).min(1, 'requests_needed')
/** A day as people type it: era, slashes, or `YYYY-MM-DD`. */
export const TypedDay = z
  .string({ error: 'requests_needed' })
  .max(60, 'requests_bad_day')
  .transform((typed, context) => {
    const day = parseJapaneseDate(typed)
    if (day) return day
    context.addIssue({ code: 'custom', message: 'requests_bad_day' })
    return z.NEVER
  })

/** The sheet as the asked desk sees it: exactly this, and nothing else of the case. */
export const RequestSheet = z.object({
  title: text(120),
  what: text(4000),
  why: text(2000),
  items: z.array(z.object({ code: z.enum(itemCodes), label: text(120), value: text(2000) })).max(60),
  basis: z.string().max(60),
  untilDay: z.iso.date().nullable(),
  /** Whom to call back, and when. */
  callBack: text(300).default(''),
})
export type RequestSheet = z.output<typeof RequestSheet>

export const MessageWords = z.object({
  text: text(4000).default(''),
  /** Who took the paper or gave the answer at a body without a terminal, and when. */
  person: text(120).default(''),
  happenedAt: text(40).default(''),
})
export type MessageWords = z.output<typeof MessageWords>

/** What the asked desk did, in its own words: its own document. */
export const OfficialAct = z.object({ title: text(200), text: text(4000) })
export type OfficialAct = z.output<typeof OfficialAct>

/** Phrases that look like a place or a number, each confirmed by the sender. */
export const Confirmed = z.array(text(200)).max(100).default([])

export const SendInput = z.object({
  submissionId: z.uuid(),
  caseId: z.uuid(),
  toDeskId: z.uuid('requests_needed'),
  kind: z.enum(requestKinds, 'requests_needed').default('other'),
  title: needed(120),
  what: needed(4000),
  why: needed(2000),
  callBack: text(300).default(''),
  /** Without one, the municipality's number of working days; urgent means today, by telephone. */
  dueOn: TypedDay.optional(),
  isUrgent: z.coerce.boolean().default(false),
  basis: z.string({ error: 'requests_needed' }).min(1, 'requests_needed').max(60),
  consentNote: text(1000).default(''),
  isLifeInDanger: z.coerce.boolean().default(false),
  untilDay: TypedDay,
  items: z
    .array(
      z.object({
        code: z.enum(itemCodes),
        label: text(120).default(''),
        value: text(2000).default(''),
        goes: z.string().optional(),
      }),
    )
    .max(60)
    .default([])
    .transform((items) => items.filter((item) => item.goes !== undefined && item.value !== '')),
  confirmed: Confirmed,
})
export type SendInput = z.output<typeof SendInput>

export const RequestLine = z.object({
  id: z.uuid(),
  side: z.enum(['asked', 'asker']),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  isPaper: z.boolean(),
  isUrgent: z.boolean(),
  isOverdue: z.boolean(),
  /** Working days until the deadline: 0 = today; null once nothing is awaited. */
  daysLeft: z.number().nullable(),
  dueOn: z.string(),
  sentAt: z.date(),
  changedAt: z.date(),
  otherDesk: z.string(),
  takenBy: z.string().nullable(),
  /** Mine, or an absent colleague's whom I stand in for today. */
  isMine: z.boolean(),
  coversFor: z.string().nullable(),
  /** Null where the sheet cannot be opened. */
  title: z.string().nullable(),
})
export type RequestLine = z.output<typeof RequestLine>

export const ThreadMessage = z.object({
  id: z.uuid(),
  kind: z.enum(messageKinds),
  at: z.date(),
  speakerDesk: z.string(),
  isOwnDesk: z.boolean(),
  author: z.string(),
  means: z.enum(means).nullable(),
  words: MessageWords.nullable(),
})

export const ActLine = z.object({
  id: z.uuid(),
  day: z.string(),
  desk: z.string(),
  author: z.string(),
  isOwnDesk: z.boolean(),
  createdAt: z.date(),
  act: OfficialAct.nullable(),
})
export type ActLine = z.output<typeof ActLine>

export const Turn = z.object({
  requestId: z.uuid(),
  /** The step of the exchange that the person had before her eyes. */
  turn: z.coerce.number().int().positive(),
  submissionId: z.uuid().optional(),
})
