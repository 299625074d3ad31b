import { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { FaceSheet, PersonCard, SafeContact } from '../people/index.ts'
import { caseStatuses, riskLevels, waitingReasons } from './codes.ts'

export const text = (longest: number) => z.string().trim().max(longest)
/** A day as people write it: R8.11.21, 2026-11-21. */
/** Why somebody does what is not done without a reason; stands sealed on the timeline. */
export const Reason = text(2000).min(1, 'cases_error_reason_missing')

export const Day = z.string().transform((raw, context) => {
  const day = parseJapaneseDate(raw)
  if (!day) context.addIssue({ code: 'custom', message: 'cases_error_day' })
  return day ?? z.NEVER
})
const dayOrNull = Day.nullish().transform((day) => day ?? null)
/** A code of `reference/codes`; old records keep codes that lists no longer offer. */
const code = z.string().regex(/^[a-z0-9_]{1,60}$/)

/** The case itself, under its core compartment. The number is what people say on the telephone (R8-0123). */
export const CaseCore = z.object({
  number: text(20).default(''),
  title: text(120).default(''),
  /** Her own wish, beside the staff's judgement and never mixed with it. */
  wishes: text(4000).default(''),
  judgement: text(4000).default(''),
  summary: text(4000).default(''),
  difficulties: z.array(code).max(20).default([]),
  violence: z
    .array(
      z.object({
        kind: code,
        first: text(80).default(''),
        last: text(80).default(''),
        words: text(1000).default(''),
      }),
    )
    .max(12)
    .default([]),
  counterpartRelation: code.nullable().default(null),
})
export type CaseCore = z.output<typeof CaseCore>

/** What a list says of a case. */
export const CaseLabel = CaseCore.pick({ number: true, title: true })
export type CaseLabel = z.output<typeof CaseLabel>

/** What everybody who opens the case must see first. */
export const SafetyDocument = z.object({
  contact: SafeContact.prefault({}),
  /** 絶対にしないこと */
  never: text(1000).default(''),
  /** 相手方: whom she named, features, where he works; enough not to hand her over to him. */
  counterpart: z
    .object({
      name: text(120).default(''),
      relation: code.nullable().default(null),
      features: text(500).default(''),
      works: text(300).default(''),
      pursuit: text(500).default(''),
    })
    .prefault({}),
})
export type SafetyDocument = z.output<typeof SafetyDocument>

/** Cards, face sheets and safety notes as forms send them: days as typed. */
export const TypedCard = PersonCard.extend({ birthDate: dayOrNull })
export const TypedFace = FaceSheet.extend({ residenceUntil: dayOrNull })
export const TypedSafety = SafetyDocument.extend({
  contact: SafeContact.extend({ checkAgainOn: dayOrNull }).prefault({}),
})

/** Fact, her own words and opinion stay apart (経過記録). */
export const NoteBody = z.object({
  fact: text(8000).default(''),
  words: text(8000).default(''),
  opinion: text(8000).default(''),
  wish: text(4000).default(''),
})
export type NoteBody = z.output<typeof NoteBody>

/** Why something was changed. `memo` carries what the state alone does not say. */
export const EventReason = z.object({ text: text(3000).default('') })
export const ApprovalWords = z.object({ text: text(3000).default('') })

export const AttachmentLabel = z.object({
  name: text(300),
  type: text(120),
  bytes: z.number().int().nonnegative(),
  note: text(500).default(''),
})
export type AttachmentLabel = z.output<typeof AttachmentLabel>

export const CaseId = z.object({ caseId: z.uuid() })

/** A line of a list. */
export const ListedCase = z.object({
  id: z.uuid(),
  deskId: z.uuid(),
  /** False: number or name could not be opened. */
  canOpen: z.boolean(),
  number: z.string(),
  title: z.string(),
  name: z.string(),
  kana: z.string(),
  status: z.enum(caseStatuses),
  waitingFor: z.enum(waitingReasons).nullable(),
  riskLevel: z.enum(riskLevels),
  assigneeId: z.uuid().nullable(),
  assignee: z.string().nullable(),
  openedOn: z.string(),
  nextReviewOn: z.string().nullable(),
  movedAt: z.date(),
  isReviewed: z.boolean(),
})
export type ListedCase = z.output<typeof ListedCase>
