import { codesOf } from '../../codes/code-lists.ts'

/** Codes of the case module that its rules know. Browser-safe; their words stand in the catalogue (`cases_status_open` …). */

export const caseStatuses = ['open', 'waiting', 'closed'] as const
export type CaseStatus = (typeof caseStatuses)[number]

/** What a case without movement waits for: 本人の意思を待つ・連絡不可・機関の回答待ち. */
export const waitingReasons = ['own_decision', 'unreachable', 'agency_reply'] as const
export type WaitingReason = (typeof waitingReasons)[number]

/** The four levels of the police programme, and the honest fifth: the list `risk`, as the rules know it. */
export const riskLevels = ['extreme', 'high', 'medium', 'low', 'not_assessed'] as const
export type RiskLevel = (typeof riskLevels)[number]

/** 経過記録の種別 (§3.5), and her wish as a kind of its own. */
export const noteKinds = ['contact', 'action', 'agency_contact', 'supervision', 'judgement', 'wish'] as const
export type NoteKind = (typeof noteKinds)[number]

export const caseEventKinds = [
  'opened',
  'consultation_attached',
  'assigned',
  'status_changed',
  'waiting_set',
  'risk_changed',
  'core_changed',
  'safety_changed',
  'person_added',
  'person_changed',
  'whereabouts_recorded',
  'whereabouts_revealed',
  'attachment_added',
  'attachment_removed',
  'original_opened',
  'reviewed',
  'transferred',
  'handed_over',
  'blocked',
  'block_lifted',
  'glass_broken',
  'closed',
  'reopened',
  'merged',
  'separated',
  'request_sent',
  'share_withdrawn',
  'keys_replaced',
] as const
export type CaseEventKind = (typeof caseEventKinds)[number]

/** What the timeline can be filtered by. */
export const timelineKinds = ['consultation', 'note', 'decision', 'request', 'disclosure', 'hands'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** One-step approvals. Other modules bring their own kinds with their own effect. */
export const approvalStates = ['asked', 'approved', 'returned', 'withdrawn'] as const
export type ApprovalState = (typeof approvalStates)[number]
export const approvalModes = ['regular', 'in_stead', 'afterwards'] as const
export type ApprovalMode = (typeof approvalModes)[number]

/** Why a decision could not wait for the manager; that she is away by the roster nobody has to say. */
export const statedGrounds = ['absent', 'unreachable', 'urgent'] as const
export type SteadGround = 'roster' | (typeof statedGrounds)[number]

/** What may be unfinished when a case is to be closed; the first two need a reason to be left so. */
export const stillOpenKinds = ['request', 'consultation', 'share', 'paper', 'promise'] as const
export type StillOpenKind = (typeof stillOpenKinds)[number]

/** Why support ended; the list stands in `reference/codes`. */
export const closingReasons = codesOf('closing').map((one) => one.code)

export const personParts = ['child', 'companion', 'counterpart', 'relative', 'contact'] as const

export const caseViews = ['mine', 'desk', 'unassigned', 'quiet', 'closed', 'handed-over'] as const
export type CaseView = (typeof caseViews)[number]
/** A list says exactly how many stand in a view up to here, and beyond it that there are more. */
export const mostCounted = 500

export const reviewQueues = [
  'new',
  'high-risk',
  'unassigned',
  'overdue-review',
  'quiet',
  'approvals',
  'to-see',
] as const
export type ReviewQueue = (typeof reviewQueues)[number]
