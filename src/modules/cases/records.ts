import { defineRecord } from '../../platform/records.ts'
import {
  ApprovalWords,
  AttachmentLabel,
  CaseCore,
  CaseLabel,
  EventReason,
  NoteBody,
  SafetyDocument,
} from './contract.ts'

const inCase = { scope: 'compartment', version: 1 } as const

export const coreRecord = defineRecord({ ...inCase, label: 'case_.core', schema: CaseCore })
export const caseLabelRecord = defineRecord({
  label: 'case_.label',
  scope: 'desk',
  version: 1,
  schema: CaseLabel,
})
export const safetyRecord = defineRecord({ ...inCase, label: 'case_.safety', schema: SafetyDocument })
export const noteRecord = defineRecord({ ...inCase, label: 'case_note.body', schema: NoteBody })
export const reasonRecord = defineRecord({ ...inCase, label: 'case_event.reason', schema: EventReason })
export const askedRecord = defineRecord({ ...inCase, label: 'approval.reason', schema: ApprovalWords })
export const commentRecord = defineRecord({ ...inCase, label: 'approval.comment', schema: ApprovalWords })
export const labelRecord = defineRecord({ ...inCase, label: 'attachment.label', schema: AttachmentLabel })
