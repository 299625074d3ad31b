import { z } from 'zod'
import { type CodeList, isCode } from '../../codes/code-lists.ts'
import { idShape, isCalendarDay } from '../../platform/row-names.ts'
import { CalendarDay, SafeContact } from '../people/contract.ts'

const text = (longest: number) => z.string().trim().max(longest, 'consultations_error_too_long')
const blankText = (longest: number) => text(longest).default('')

/** A code of the list in the present edition, or one of the three blanks. */
export function codeIn(list: CodeList) {
  return z.string().refine((code) => isCode(list, code), 'consultations_error_code')
}
const blankable = (list: CodeList) => codeIn(list).default('not_asked')
const codes = (list: CodeList) => z.array(codeIn(list)).max(40).default([])
const answer = z.enum(['yes', 'no', 'not_asked', 'unknown', 'declined']).default('not_asked')
export const answers = ['yes', 'no', 'not_asked', 'unknown', 'declined'] as const

/** fact = 事実, words = 本人の言葉, opinion = 相談員の意見; null = not marked. */
export const lineKinds = ['fact', 'words', 'opinion'] as const
export type LineKind = (typeof lineKinds)[number]
export const MemoLine = z.object({
  text: z.string().max(20_000, 'consultations_error_too_long'),
  kind: z.enum(lineKinds).nullable(),
})
export type MemoLine = z.output<typeof MemoLine>

const clockTime = z.union([z.iso.time({ precision: -1 }), z.literal('')]).default('')
const laterDay = CalendarDay.nullable().default(null)

/** When violence first and last happened, in her words: "3年前の春", "R8.11.3". */
export const Violence = z.object({
  type: codeIn('violence'),
  first: blankText(80),
  last: blankText(80),
  text: blankText(2000),
})

/** What has no list of answers and stays blank for a reason other than 未聴取. */
export const blankFields = [
  'name',
  'birthDate',
  'phone',
  'place',
  'callerName',
  'languages',
  'accessNeeds',
  'nationality',
  'counterpart',
  'safeContact',
  'wish',
] as const
export type BlankField = (typeof blankFields)[number]

export const Counted = z.object({
  day: CalendarDay,
  channel: z.string(),
  minutes: z.number().nullable(),
  countedAs: z.string(),
  urgency: z.string(),
  riskLevel: z.string(),
  route: z.string(),
  relation: z.string(),
  sex: z.string(),
  ageBand: z.string(),
})
export type Counted = z.output<typeof Counted>

/** What is sealed. Every field may stay blank; what a blank means stands beside it. */
export const ConsultationRecord = z.object({
  lines: z.array(MemoLine).max(2000).default([]),
  time: clockTime,
  place: blankText(200),
  caller: z
    .object({
      kind: blankable('caller'),
      name: blankText(120),
      relation: blankText(120),
      agency: blankText(200),
      /** Of the caller, where she is not the person supported: never a key by which that person is recognised. */
      phone: blankText(30),
    })
    .prefault({}),
  blanks: z.partialRecord(z.enum(blankFields), z.enum(['not_asked', 'unknown', 'declined'])).default({}),
  isFirst: answer,
  childrenPresent: answer,
  chiefComplaint: blankable('chiefComplaint'),
  difficulties: codes('difficulty'),
  /** Whether there is any violence; the kinds say which. */
  violenceTold: answer,
  violence: z.array(Violence).max(6).default([]),
  /** Answers that never stand in a column. */
  sensitive: z
    .object({
      sexualViolence: answer,
      pregnancy: answer,
      disability: answer,
      nationality: blankText(80),
    })
    .prefault({}),
  counterpart: blankText(2000),
  /** Asked so that colleagues who declared him do not see the sheet. */
  counterpartName: z.object({ name: blankText(60), kana: blankText(80) }).prefault({}),
  safeContact: SafeContact.prefault({}),
  languages: codes('language'),
  interpreter: z.enum(['needed', 'not_needed', 'not_asked', 'unknown', 'declined']).default('not_asked'),
  accessNeeds: blankText(1000),
  consentAsked: answer,
  consentTo: blankText(500),
  /** 本人の希望, beside what staff think. */
  wish: blankText(4000),
  advice: blankText(8000),
  actions: codes('action'),
  actionNote: blankText(4000),
  nextContact: z
    .object({ on: laterDay, at: clockTime, by: blankText(120), note: blankText(500) })
    .prefault({}),
  urgencyReason: blankText(1000),
  riskReason: blankText(2000),
  reassessBy: laterDay,
  /** What stood in the open with this revision: columns are overwritten, an earlier record is not. */
  counted: Counted.nullable().default(null),
  /** Why this revision corrects the one before. */
  amendedBecause: blankText(1000),
})
export type ConsultationRecord = z.output<typeof ConsultationRecord>

const clock = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?'

/** A page of a list goes on after this row: day, moment of entry, id. */
export const Cursor = z
  .string()
  .regex(
    new RegExp(
      `^\\d{4}-\\d\\d-\\d\\d\\|\\d{4}-\\d\\d-\\d\\d ${clock}[+-](0\\d|1[0-4])(:[0-5]\\d)?\\|${idShape}$`,
    ),
  )
  .refine((cursor) => cursor.split('|', 2).every((part) => isCalendarDay(part.slice(0, 10))))
