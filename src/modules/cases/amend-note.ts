import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseFor, refuseIfClosed } from './case-row.ts'
import type { NoteKind } from './codes.ts'
import { CaseId, NoteBody } from './contract.ts'
import { markMoved } from './event-store.ts'
import { addNote, findNote } from './note-store.ts'
import { refuseEmpty } from './write-note.ts'

/** A correction is a new note that names what it corrects; the first wording stays where it was. */
export const amendNote = defineUseCase({
  name: 'case.amend-note',
  permission: 'case.write',
  purpose: 'support',
  input: CaseId.extend({ submissionId: z.uuid(), noteId: z.uuid(), body: NoteBody.prefault({}) }),
  subject: (input) => ({ objectType: 'case_note', objectId: input.noteId, caseId: input.caseId }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const row = await caseFor(scene, 'case.write', input.caseId)
    refuseIfClosed(row)
    refuseEmpty(input.body)
    const note = await findNote(scene.tx, row.id, input.noteId)
    if (!note) throw new AppError('not-found')
    const id = await addNote(scene, row, {
      kind: note.kind as NoteKind,
      day: note.day,
      body: input.body,
      amendsId: note.id,
    })
    await markMoved(scene, row.id)
    return { id }
  },
  audit: (result) => ({ objectType: 'case_note', objectId: result.id }),
})
