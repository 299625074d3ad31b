import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { whyNotPutAway } from './policy.ts'

const About = z.object({ noteId: z.uuid() })

/** "I have read it": each for herself, with the time. */
export const confirmHandoverNote = defineUseCase({
  name: 'handover-note.confirm',
  permission: 'handover-note.read',
  purpose: 'support',
  input: About,
  subject: (input) => ({ objectType: 'handover_note', objectId: input.noteId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const note = await tx
      .selectFrom('handover_note')
      .select(['id', 'desk_id'])
      .where('id', '=', input.noteId)
      .executeTakeFirst()
    if (!note) throw new AppError('not-found')
    await tx
      .insertInto('handover_read')
      .values({ tenant_id: actor.tenantId, note_id: note.id, desk_id: note.desk_id, user_id: actor.userId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return {}
  },
  audit: () => ({}),
})

/**
 * Done with before its last day: it leaves the list and stays in sight among those put away. Only who wrote it, or has
 * confirmed reading it, puts it away: a note that nobody has read does not vanish by a slip.
 */
export const endHandoverNote = defineUseCase({
  name: 'handover-note.end',
  permission: 'handover-note.write',
  purpose: 'support',
  input: About,
  subject: (input) => ({ objectType: 'handover_note', objectId: input.noteId }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const note = await tx
      .selectFrom('handover_note as n')
      .leftJoin('handover_read as r', (join) =>
        join
          .onRef('r.tenant_id', '=', 'n.tenant_id')
          .onRef('r.note_id', '=', 'n.id')
          .on('r.user_id', '=', actor.userId),
      )
      .select(['n.author_id', 'r.user_id as reader'])
      .where('n.id', '=', input.noteId)
      .executeTakeFirst()
    if (!note) throw new AppError('not-found')
    const why = whyNotPutAway(actor, { authorId: note.author_id, isReadByMe: note.reader !== null })
    if (why) throw new AppError('refused', why)
    const ended = await tx
      .updateTable('handover_note')
      .set({ until: sql`(now() at time zone 'Asia/Tokyo')::date - 1` })
      .where('id', '=', input.noteId)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
