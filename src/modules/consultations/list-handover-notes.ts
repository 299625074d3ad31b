import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { handoverTextOf, standingNotes } from './handover-notes.ts'
import { staffNames } from './staff-names.ts'

export const listHandoverNotes = defineUseCase({
  name: 'handover-note.list',
  permission: 'handover-note.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'handover_note' }),
  output: z.object({
    notes: z.array(
      z.object({
        id: z.uuid(),
        deskId: z.uuid(),
        deskName: z.string(),
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
  }),
  async run({ actor, tx }) {
    const mine = desksFor(actor, 'handover-note.read')
    const notes = await standingNotes(tx, mine)
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
          caseId: note.case_id,
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
    }
  },
  audit: (result) => ({ count: result.notes.length }),
  present: (opened) => ({
    ...opened,
    notes: opened.notes.map((note) => ({ ...note, text: note.text?.text ?? null })),
  }),
})
