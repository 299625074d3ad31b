import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { DraftRev, removeDraft } from '../drafts/index.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { noteKinds } from './codes.ts'
import { CaseId, Day, NoteBody } from './contract.ts'
import { markMoved } from './event-store.ts'
import { addNote } from './note-store.ts'
import { dayInJapan } from './policy.ts'

export const noteDraftKind = 'case_note'

/** 支援経過: what was seen and done, her words and the writer's opinion apart, and her wish beside them. */
export const writeNote = defineUseCase({
  name: 'case.write-note',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({
    submissionId: z.uuid(),
    draftRev: DraftRev.optional(),
    kind: z.enum(noteKinds).default('action'),
    day: Day.optional(),
    body: NoteBody.prefault({}),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    refuseEmpty(input.body)
    const day = input.day ?? dayInJapan()
    if (day > dayInJapan())
      throw new AppError('invalid', 'error_invalid', { fields: { day: 'cases_error_day_future' } })
    const id = await addNote(scene, row, { kind: input.kind, day, body: input.body })
    await markMoved(scene, homeOf(row).caseId)
    await removeDraft(scene, noteDraftKind, row.id, input.draftRev)
    return { id }
  },
  audit: (result) => ({ objectType: 'case_note', objectId: result.id }),
})

export function refuseEmpty(body: NoteBody): void {
  if (Object.values(body).every((part) => part === ''))
    throw new AppError('invalid', 'error_invalid', { fields: { 'body.fact': 'cases_error_note_empty' } })
}
