import { z } from 'zod'
import { requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { DraftRev, removeDraft } from '../drafts/index.ts'
import { DayTyped } from './entry.ts'
import { deskToWriteAt } from './policy.ts'
import { handoverNoteRecord } from './records.ts'
import { visibleCases } from './visible-cases.ts'

/** One draft a person: its subject is she herself. */
export const handoverDraft = 'handover_note'
const usualDays = 7

/** 申し送り: a note to whoever sits here tomorrow. Falls away by itself after its last day. */
export const leaveHandoverNote = defineUseCase({
  name: 'handover-note.leave',
  permission: 'handover-note.write',
  purpose: 'support',
  input: z.object({
    submissionId: z.uuid(),
    draftRev: DraftRev.optional(),
    deskId: z.uuid().optional(),
    caseId: z.uuid().optional(),
    until: DayTyped.optional(),
    text: z
      .string('consultations_error_note_text')
      .trim()
      .min(1, 'consultations_error_note_text')
      .max(4000, 'consultations_error_too_long'),
  }),
  subject: (input) => ({ objectType: 'handover_note', ...(input.caseId ? { caseId: input.caseId } : {}) }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, tx, keys } = scene
    const deskId = deskToWriteAt(actor, input.deskId)
    if (!deskId)
      throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'consultations_error_desk' } })
    requireAt(actor, 'handover-note.write', deskId)
    const today = japanDay(new Date())
    const until = input.until ?? dayAfter(today, usualDays)
    if (until < today)
      throw new AppError('invalid', 'error_invalid', { fields: { until: 'consultations_error_past_day' } })
    if (input.caseId && !(await visibleCases(tx, [input.caseId])).has(input.caseId))
      throw new AppError('not-found')
    const id = crypto.randomUUID()
    await tx
      .insertInto('handover_note')
      .values({
        tenant_id: actor.tenantId,
        id,
        desk_id: deskId,
        case_id: input.caseId ?? null,
        author_id: actor.userId,
        until,
        note: keys.seal(handoverNoteRecord, { id, compartmentId: deskId, rev: 1 }, { text: input.text }),
      })
      .execute()
    await removeDraft(scene, handoverDraft, actor.userId, input.draftRev)
    return { id }
  },
  audit: (result) => ({ objectId: result.id }),
})
