import { z } from 'zod'
import { FaceSheet, PersonCard, whereaboutsKinds } from '../people/index.ts'
import { caseStatuses, riskLevels, timelineKinds, waitingReasons } from './codes.ts'
import { ApprovalWords, AttachmentLabel, CaseCore, SafetyDocument } from './contract.ts'

const Line = z.object({
  mark: z.enum(['fact', 'words', 'opinion', 'wish', 'plain']),
  text: z.string(),
})

export const TimelineItem = z.object({
  id: z.string(),
  kind: z.enum(timelineKinds),
  code: z.string(),
  day: z.string(),
  at: z.date(),
  by: z.string().nullable(),
  isNew: z.boolean(),
  amendsId: z.string().nullable(),
  href: z.string().nullable(),
  headline: z.string(),
  lines: z.array(Line),
  canOpen: z.boolean(),
})

export const AttachmentLine = z.object({
  id: z.uuid(),
  form: z.enum(['rendition', 'original']),
  createdAt: z.date(),
  by: z.string().nullable(),
  label: AttachmentLabel.nullable(),
})

/** What leaves for the page of a case. */
export const CaseView = z.object({
  case: z.object({
    id: z.uuid(),
    deskId: z.uuid(),
    clientId: z.uuid(),
    assigneeId: z.uuid().nullable(),
    assignee: z.string().nullable(),
    status: z.enum(caseStatuses),
    waitingFor: z.enum(waitingReasons).nullable(),
    riskLevel: z.enum(riskLevels),
    reassessBy: z.string().nullable(),
    nextReviewOn: z.string().nullable(),
    openedOn: z.string(),
    closedOn: z.string().nullable(),
    retainUntil: z.string().nullable(),
    isReviewed: z.boolean(),
    movedAt: z.date(),
  }),
  core: CaseCore.nullable(),
  safety: SafetyDocument.nullable(),
  people: z.array(
    z.object({
      id: z.uuid(),
      /** Rows said to be the same person: her later calls. */
      otherIds: z.array(z.uuid()),
      part: z.string(),
      ageBand: z.string().nullable(),
      card: PersonCard.nullable(),
      face: FaceSheet.nullable(),
    }),
  ),
  places: z.array(z.object({ id: z.uuid(), personId: z.uuid(), kind: z.enum(whereaboutsKinds) })),
  approvals: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      state: z.string(),
      mode: z.string(),
      askedAt: z.date(),
      askedBy: z.string().nullable(),
      decidedBy: z.string().nullable(),
      isMine: z.boolean(),
      code: z.string().nullable(),
      steadGround: z.string().nullable(),
      seeBy: z.string().nullable(),
      stead: z.object({ isManagerAway: z.boolean(), seeBy: z.string() }).nullable(),
      maySee: z.boolean(),
      reason: ApprovalWords.nullable(),
      comment: ApprovalWords.nullable(),
    }),
  ),
  attachments: z.array(AttachmentLine),
  openItems: z.array(
    z.object({
      id: z.string(),
      href: z.string(),
      dueOn: z.string().nullable(),
      words: z.string(),
      content: z.object({ title: z.string() }).nullable(),
    }),
  ),
  seenBefore: z.date().nullable(),
  asksWhatItWaitsFor: z.boolean(),
  timeline: z.array(TimelineItem),
  next: z.string().nullable(),
  kinds: z.array(z.enum(timelineKinds)),
  may: z.object({
    write: z.boolean(),
    assign: z.boolean(),
    review: z.boolean(),
    approve: z.boolean(),
    transfer: z.boolean(),
    block: z.boolean(),
    replaceKeys: z.boolean(),
    viewers: z.boolean(),
    reveal: z.boolean(),
    request: z.boolean(),
  }),
  submissionId: z.uuid(),
})
export type CaseView = z.output<typeof CaseView>
