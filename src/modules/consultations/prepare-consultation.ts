import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { formatTime } from '../../ui/wareki/format-japanese-date.ts'
import { deskNames, japanDay } from '../directory/index.ts'
import { draftsOf } from '../drafts/index.ts'
import { ReferralSheet, referralForConsultation } from '../referrals/index.ts'
import { deskColleagues } from './desk-colleagues.ts'
import { consultationDraft } from './record-consultation.ts'

/** The referral beside the memo. */
const ReferralAtHand = z.object({
  id: z.uuid(),
  fromDesk: z.string(),
  sentAt: z.date(),
  fromKind: z.string().nullable(),
  isFromOutside: z.boolean(),
  isUrgent: z.boolean(),
  isOpen: z.boolean(),
  consultationId: z.uuid().nullable(),
  /** Null where it cannot be opened. */
  sheet: ReferralSheet.nullable(),
})
export type ReferralAtHand = z.output<typeof ReferralAtHand>

/**
 * What the empty sheet needs: where I write, today's tallies, what I left unfinished. Nobody's record is opened, except the referral
 * that it grows out of.
 */
export const prepareConsultation = defineUseCase({
  name: 'consultation.prepare',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({
    draft: z.uuid().optional(),
    referral: z.uuid().optional(),
    /** A paper sheet: somebody else may have taken it. */
    paper: z.literal('1').optional(),
  }),
  subject: (input) =>
    input.referral ? { objectType: 'referral', objectId: input.referral } : { objectType: 'consultation' },
  output: z.object({
    submissionId: z.uuid(),
    tallyId: z.uuid(),
    today: z.string(),
    /** The time of day it is now in Japan. */
    now: z.string(),
    myId: z.uuid(),
    colleagues: z.array(z.object({ id: z.uuid(), name: z.string() })),
    desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
    unfinished: z.array(z.object({ subjectId: z.uuid(), updatedAt: z.date() })),
    tallies: z.record(z.string(), z.number()),
    referral: ReferralAtHand.nullable(),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
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
      now: formatTime(new Date()),
      myId: actor.userId,
      colleagues: input.paper ? await deskColleagues(tx, mine) : [],
      desks: mine.map((id) => ({ id, name: desks.get(id)?.name ?? '' })),
      unfinished: drafts
        .filter((draft) => draft.subjectId !== input.draft)
        .map(({ subjectId, updatedAt }) => ({ subjectId, updatedAt })),
      referral: input.referral ? await referralForConsultation(scene, input.referral) : null,
      tallies: Object.fromEntries(tallies.map((row) => [row.kind, row.count])),
    }
  },
  audit: () => ({}),
})
