import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames, japanDay } from '../directory/index.ts'
import { draftsOf } from '../drafts/index.ts'
import { consultationDraft } from './record-consultation.ts'

/** What the empty sheet needs: where I write, today's tallies, what I left unfinished. Nobody's record is opened. */
export const prepareConsultation = defineUseCase({
  name: 'consultation.prepare',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({ draft: z.uuid().optional() }),
  subject: () => ({ objectType: 'consultation' }),
  output: z.object({
    submissionId: z.uuid(),
    tallyId: z.uuid(),
    today: z.string(),
    desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
    unfinished: z.array(z.object({ subjectId: z.uuid(), updatedAt: z.date() })),
    tallies: z.record(z.string(), z.number()),
  }),
  async run({ actor, tx }, input) {
    const mine = desksFor(actor, 'consultation.write')
    const desks = await deskNames(tx, mine)
    const drafts = await draftsOf(tx, actor.userId, consultationDraft)
    const tallies = await tx
      .selectFrom('call_tally')
      .select((select) => ['kind', select.fn.countAll<number>().as('count')])
      .where('desk_id', '=', sql<string>`any(${mine}::uuid[])`)
      .where('day', '=', japanDay(new Date()))
      .groupBy('kind')
      .execute()
    return {
      submissionId: input.draft ?? crypto.randomUUID(),
      tallyId: crypto.randomUUID(),
      today: japanDay(new Date()),
      desks: mine.map((id) => ({ id, name: desks.get(id)?.name ?? '' })),
      unfinished: drafts
        .filter((draft) => draft.subjectId !== input.draft)
        .map(({ subjectId, updatedAt }) => ({ subjectId, updatedAt })),
      tallies: Object.fromEntries(tallies.map((row) => [row.kind, row.count])),
    }
  },
  audit: () => ({}),
})
