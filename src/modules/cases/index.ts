export {
  type ApprovalEffect,
  approvalEffect,
  type DecidedApproval,
  registerApprovalEffect,
} from './approval-effects.ts'
export { askForApproval, type NewApproval } from './approval-store.ts'
export { attachmentsOf, factsOfFile, originalOf } from './attachment-store.ts'
export { type CaseForRequest, caseForRequest, offersForRequest } from './case-for-request.ts'
export {
  type CaseEventKind,
  type CaseStatus,
  caseStatuses,
  type RiskLevel,
  type TimelineKind,
} from './codes.ts'
export {
  AttachmentLabel,
  type CaseCore,
  CaseLabel,
  ListedCase,
  Reason,
  type SafetyDocument,
} from './contract.ts'
export { addCaseEvent, markMoved, markMovedIfOpen, type NewCaseEvent } from './event-store.ts'
export {
  approvalMatters,
  approvalsForToday,
  caseLabels,
  caseMatters,
  casesForToday,
  movedCasesForToday,
  openCasesOf,
} from './for-today.ts'
export { listed } from './list-cases.ts'
export { numberKey } from './number-key.ts'
export { type OpenItem, registerOpenItems } from './open-items.ts'
export { registerCaseSources } from './own-sources.ts'
export { ourRetentionRules, type RetentionRules } from './policy.ts'
export { retentionRules, writeRetentionRules } from './retention-rules.ts'
export { revealWhereabouts } from './reveal-whereabouts.ts'
export { reviewCounts, reviewQueue } from './review-queue.ts'
export {
  casesToShow,
  findableCase,
  lastOpenedCases,
  latestCases,
  type ShownCase,
  searchableCases,
  visibleCases,
} from './searchable-cases.ts'
export { showInEmergency } from './show-in-emergency.ts'
export { type ClosingSource, registerClosingSource } from './still-open.ts'
export {
  dayOf,
  newestFirst,
  olderThan,
  registerTimelineSource,
  type TimelineCursor,
  type TimelineEntry,
  type TimelineLine,
  type TimelineSource,
  timelineColumns,
  timelineSources,
} from './timeline.ts'
export { describedEntries } from './timeline-page.ts'
export { transferCase } from './transfer-case.ts'
export { registerWaitingElsewhere } from './waiting-elsewhere.ts'
