import { z } from 'zod'
import { rules } from './codes.ts'

/** How an opening is told to the person: the office's purposes, and the case that the duty desk opens at night. */
export const reportPurposes = [
  'support',
  'protection',
  'coordination',
  'administration',
  'oversight',
  'emergency',
] as const

/** One line of her list. Nothing in it says what was read, where she is or which facility she may be in. */
export const ReportLine = z.object({
  day: z.string(),
  /** Empty = told under the one neutral name that every facility and every unknown desk has. */
  agency: z.string(),
  /** Empty = told as "a member of the staff". */
  role: z.string(),
  purpose: z.enum(reportPurposes),
  /** Null where the office does not name its staff, and always for a neutral agency. */
  name: z.string().nullable(),
  isProgram: z.boolean(),
})
export type ReportLine = z.output<typeof ReportLine>

/** What the sheet says at most; a longer time is asked for in parts. */
export const mostLines = 400

export const copyAnswers = ['yes', 'no', 'not_asked'] as const

export const Period = z
  .object({
    from: z.iso.date('viewing_day_unreadable'),
    until: z.iso.date('viewing_day_unreadable'),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'viewing_days_turned' })

export const alertAnswers = ['explained', 'asked', 'escalated'] as const
export type AlertAnswer = (typeof alertAnswers)[number]

/** A question to whoever leads: who, by which rule, when, how often. */
export const Alert = z.object({
  id: z.uuid(),
  rule: z.enum(rules),
  person: z.string(),
  /** Others at the same case. */
  withPeople: z.array(z.string()),
  desk: z.string(),
  /** The case by the number that auditors know it by; empty where the alert is about no single one. */
  caseShort: z.string(),
  /** Where the reader may see who else opened it. */
  caseId: z.uuid().nullable(),
  caseName: z.string(),
  firstAt: z.date(),
  lastAt: z.date(),
  times: z.number().int(),
  answer: z.enum(alertAnswers).nullable(),
  answeredBy: z.string(),
  answeredAt: z.date().nullable(),
})
export type Alert = z.output<typeof Alert>
