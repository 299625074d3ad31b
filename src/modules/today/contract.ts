import { z } from 'zod'
import { matters } from './matters.ts'

export const NoticeRow = z.object({
  id: z.uuid(),
  kind: z.string(),
  objectType: z.string(),
  objectId: z.uuid(),
  /** Null when it was told to her personally. */
  deskId: z.uuid().nullable(),
  at: z.date(),
  isRead: z.boolean(),
})
export type NoticeRow = z.output<typeof NoticeRow>

/** One thing that must not wait. What does not apply to its matter stays empty. */
export const TodayLine = z.object({
  id: z.string(),
  href: z.string(),
  /** A name or a title; null where it cannot be opened, empty where there is none. */
  title: z.string().nullable(),
  /** What people call a case, or a sheet of paper, by. */
  number: z.string().default(''),
  /** The other desk. */
  desk: z.string().default(''),
  /** The colleague whom it concerns: who holds, asks, wrote, took it on. */
  person: z.string().default(''),
  isMine: z.boolean().default(false),
  /** Away today, so that it is mine to look after. */
  coversFor: z.string().default(''),
  /** State, level, kind or act, for which the page has words. */
  code: z.string().default(''),
  /** The hour and way of a promise. */
  detail: z.string().default(''),
  /** How many more of it there are in the same place. */
  more: z.number().default(0),
  /** Since when it waits, or when it is due. */
  since: z.date().nullable(),
  day: z.string().nullable(),
  /** From today to that day in office days; past = negative. */
  officeDays: z.number().nullable(),
})
export type TodayLine = z.output<typeof TodayLine>

export const TodayPart = z.object({
  matter: z.enum(matters),
  total: z.number().int(),
  lines: z.array(TodayLine),
})
export type TodayPart = z.output<typeof TodayPart>
