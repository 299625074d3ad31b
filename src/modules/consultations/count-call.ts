import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { deskToWriteAt } from './policy.ts'

const kinds = ['silent', 'wrong_number', 'information_only'] as const

/** One key, one number: a silent, wrong or information-only call. There is no record of any person. */
export const countCall = defineUseCase({
  name: 'consultation.count-call',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({ submissionId: z.uuid(), deskId: z.uuid().optional(), kind: z.enum(kinds) }),
  subject: () => ({ objectType: 'call_tally' }),
  output: z.object({ id: z.uuid().nullable() }),
  async run({ actor, tx }, input) {
    const deskId = deskToWriteAt(actor, input.deskId)
    if (!deskId)
      throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'consultations_error_desk' } })
    const id = crypto.randomUUID()
    await tx
      .insertInto('call_tally')
      .values({
        tenant_id: actor.tenantId,
        id,
        desk_id: deskId,
        day: japanDay(new Date()),
        kind: input.kind,
        author_id: actor.userId,
      })
      .execute()
    return { id }
  },
  audit: (result) => ({ objectId: result.id }),
})

/** A miscount, taken back by whoever made it, on the same day. */
export const takeBackCall = defineUseCase({
  name: 'consultation.take-back-call',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({ id: z.uuid() }),
  subject: (input) => ({ objectType: 'call_tally', objectId: input.id }),
  output: z.object({}),
  async run({ actor, tx }, input) {
    const gone = await tx
      .deleteFrom('call_tally')
      .where('id', '=', input.id)
      .where('author_id', '=', actor.userId)
      .where('day', '=', sql<string>`(now() at time zone 'Asia/Tokyo')::date`)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new AppError('not-found')
    return {}
  },
  audit: () => ({}),
})
