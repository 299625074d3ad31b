import { z } from 'zod'
import { defineRecord, partOf } from '../../platform/records.ts'
import { ConsultationRecord } from './contract.ts'

export const consultationRecord = defineRecord({
  label: 'consultation.record',
  scope: 'compartment',
  version: 1,
  schema: ConsultationRecord,
})
/** What programs read of it (docs/api.md). */
export const spokenRecord = partOf(
  consultationRecord,
  ConsultationRecord.pick({ lines: true, wish: true, advice: true }),
)
/** What stood there before a correction. */
export const earlierRecord = defineRecord({
  label: 'consultation_version.record',
  scope: 'compartment',
  version: 1,
  schema: ConsultationRecord,
})
/** Under the desk's key: whoever sits there tomorrow reads it. */
export const handoverNoteRecord = defineRecord({
  label: 'handover_note.note',
  scope: 'desk',
  version: 1,
  schema: z.object({ text: z.string().max(4000) }),
})
export const viewNameRecord = defineRecord({
  label: 'saved_view.name',
  scope: 'desk',
  version: 1,
  schema: z.object({ name: z.string().max(60) }),
})
