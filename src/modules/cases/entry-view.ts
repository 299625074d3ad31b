import { z } from 'zod'
import { caseStatuses, riskLevels, waitingReasons } from './codes.ts'
import { CaseCore, CaseLabel, NoteBody, SafetyDocument } from './contract.ts'

/** What a program reads of a case. Its shape is a promise to other offices' software: fields are added, never changed. */

const Name = z.object({
  /** The name she is called by, as lists show it; empty where none is known. */
  name: z.string(),
  kana: z.string(),
})

export const EntryOfCase = z.object({
  id: z.uuid(),
  kind: z.enum(['note', 'consultation']),
  /** Kind of note, or the channel of a consultation. */
  code: z.string(),
  day: z.iso.date(),
  recordedAt: z.date(),
  authorId: z.uuid(),
  author: z.string(),
  /** The note that this one corrects. */
  amendsId: z.uuid().nullable(),
  /** Null where the record refuses to open; an alarm was raised. */
  note: NoteBody.nullable(),
  consultation: z
    .object({
      lines: z.array(z.object({ text: z.string(), kind: z.enum(['fact', 'words', 'opinion']).nullable() })),
      wish: z.string(),
      advice: z.string(),
    })
    .nullable(),
})

const Open = z.object({
  id: z.uuid(),
  deskId: z.uuid(),
  status: z.enum(caseStatuses),
  riskLevel: z.enum(riskLevels),
  assigneeId: z.uuid().nullable(),
  openedOn: z.iso.date(),
  movedAt: z.date(),
})

export const CaseWithEntries = Open.extend({
  waitingFor: z.enum(waitingReasons).nullable(),
  reassessBy: z.iso.date().nullable(),
  closedOn: z.iso.date().nullable(),
  client: Name.nullable(),
  core: CaseCore.nullable(),
  /** What everybody who opens the case must see first: how to reach her, and what never to do. */
  safety: SafetyDocument.nullable(),
  /** The latest twenty, newest first. */
  entries: z.array(EntryOfCase),
})
export type CaseWithEntries = z.output<typeof CaseWithEntries>

export const CaseOfList = Open.extend({ ...CaseLabel.shape, ...Name.shape, canOpen: z.boolean() })

export const CasesOfList = z.object({
  cases: z.array(CaseOfList),
  /** Where the next page begins (`after`); null on the last. */
  next: z.string().nullable(),
})
