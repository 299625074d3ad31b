import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { handoverTextOf, notesAt } from './handover-notes.ts'
import { staffNames } from './staff-names.ts'
import { visibleCases } from './visible-cases.ts'

export const listHandoverNotes = defineUseCase({
  name: 'handover-note.list',
  permission: 'handover-note.read',
  purpose: 'support',
  input: z.object({
    /** What has been put away or has run out. */
    past: z.literal('1').optional(),
    /** The case a new note is to be about. */
    about: z.uuid().optional(),
  }),
  subject: () => ({ objectType: 'handover_note' }),
  output: z.object({
    notes: z.array(
      z.object({
        id: z.uuid(),
        deskId: z.uuid(),
        deskName: z.string(),
        /** The case it is about, where that exists for the reader. */
        caseId: z.uuid().nullable(),
        authorName: z.string(),
        isMine: z.boolean(),
        createdAt: z.date(),
        until: z.string(),
        /** Null where it cannot be opened. */
        text: z.string().nullable(),
        readers: z.array(z.object({ name: z.string(), at: z.date() })),
        isReadByMe: z.boolean(),
      }),
    ),
    desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
    /** For the next note: sent twice, it is left once. */
    newId: z.uuid(),
    draftId: z.uuid(),
    isPast: z.boolean(),
    about: z.uuid().nullable(),
  }),
  async run({ actor, tx }, input) {
    const mine = desksFor(actor, 'handover-note.read')
    const notes = await notesAt(tx, mine, input.past === '1')
    const cases = await visibleCases(tx, [...notes.map((note) => note.case_id), input.about ?? null])
    const reads = await tx
      .selectFrom('handover_read')
      .select(['note_id', 'user_id', 'at'])
      .where('note_id', '=', sql<string>`any(${notes.map((note) => note.id)}::uuid[])`)
      .orderBy('at')
      .execute()
    const desks = await deskNames(tx, mine)
    const people = await staffNames(tx, [
      ...notes.map((note) => note.author_id),
      ...reads.map((read) => read.user_id),
    ])
    return {
      notes: notes.map((note) => {
        const ofNote = reads.filter((read) => read.note_id === note.id)
        return {
          id: note.id,
          deskId: note.desk_id,
          deskName: desks.get(note.desk_id)?.name ?? '',
          caseId: note.case_id && cases.has(note.case_id) ? note.case_id : null,
          authorName: people.get(note.author_id) ?? '',
          isMine: note.author_id === actor.userId,
          createdAt: note.created_at,
          until: note.until,
          text: handoverTextOf(note),
          readers: ofNote.map((read) => ({ name: people.get(read.user_id) ?? '', at: read.at })),
          isReadByMe: ofNote.some((read) => read.user_id === actor.userId),
        }
      }),
      desks: mine.map((id) => ({ id, name: desks.get(id)?.name ?? '' })),
      newId: crypto.randomUUID(),
      draftId: actor.userId,
      isPast: input.past === '1',
      about: input.about && cases.has(input.about) ? input.about : null,
    }
  },
  audit: (result) => ({ count: result.notes.length }),
  present: (opened) => ({
    ...opened,
    notes: opened.notes.map((note) => ({ ...note, text: note.text?.text ?? null })),
  }),
})
