import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor } from './case-row.ts'
import { noteKinds } from './codes.ts'
import { CaseId, NoteBody } from './contract.ts'
import { bodyOf, findNote } from './note-store.ts'

/** One note, to correct it. */
export const showNote = defineUseCase({
  name: 'case.show-note',
  permission: 'case.read',
  purpose: 'support',
  input: CaseId.extend({ noteId: z.uuid() }),
  subject: (input) => ({ objectType: 'case_note', objectId: input.noteId, caseId: input.caseId }),
  output: z.object({
    id: z.uuid(),
    kind: z.enum(noteKinds),
    day: z.string(),
    body: NoteBody.nullable(),
    submissionId: z.uuid(),
  }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.read', input.caseId)
    const note = await findNote(scene.tx, row.id, input.noteId)
    if (!note) throw new AppError('not-found')
    return {
      id: note.id,
      kind: note.kind as (typeof noteKinds)[number],
      day: note.day,
      body: bodyOf(note),
      submissionId: crypto.randomUUID(),
    }
  },
  audit: () => ({}),
})
