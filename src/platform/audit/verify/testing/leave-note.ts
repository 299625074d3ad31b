import { z } from 'zod'
import { defineRecord } from '../../../records.ts'
import { defineUseCase } from '../../../use-case.ts'

const noteText = defineRecord({
  label: 'handover_note.note',
  scope: 'desk',
  version: 1,
  schema: z.object({ name: z.string() }),
})

/** A note at any revision: no page changes one, so what was removed and written again stands for one that was. */
export const leaveNote = defineUseCase({
  name: 'verify-test.leave',
  permission: 'handover-note.write',
  purpose: 'support',
  input: z.object({ id: z.uuid(), deskId: z.uuid(), name: z.string(), rev: z.number() }),
  subject: ({ id }) => ({ objectType: 'handover_note', objectId: id }),
  output: z.object({ id: z.uuid() }),
  async run({ actor, tx, keys }, { id, deskId, name, rev }) {
    const note = keys.seal(noteText, { id, compartmentId: deskId, rev }, { name })
    const row = { tenant_id: actor.tenantId, id, desk_id: deskId, author_id: actor.userId, note, rev }
    await tx
      .insertInto('handover_note')
      .values({ ...row, until: '2099-01-01' })
      .execute()
    return { id }
  },
  audit: () => ({}),
})
