import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { startOf } from './list-events.ts'
import { pageForReader } from './not-of-own-kin.ts'

const perPage = 50
export const shortestReason = 5

const Input = z.object({
  actorId: z.uuid('oversight_words_who_missing'),
  /** First and last Japanese calendar day. One that cannot be read is refused: it would open more than was meant. */
  from: z.iso.date('oversight_words_bad_day').optional(),
  until: z.iso.date('oversight_words_bad_day').optional(),
  before: z.coerce.number().int().positive().optional().catch(undefined),
  reason: z
    .string('oversight_words_reason_missing')
    .trim()
    .min(shortestReason, 'oversight_words_reason_missing')
    .max(500, 'oversight_words_reason_long'),
})
type Input = z.output<typeof Input>

/**
 * What one person typed into searches, and the reasons she gave to auditors. Such words name people: they are opened for
 * one person at a time, with a reason, and other auditors see that they were. What names the reader's own kin is not there for her.
 */
export const readWords = defineUseCase({
  name: 'audit.read-words',
  permission: 'audit.read-words',
  purpose: 'oversight',
  input: Input,
  subject: (input) => ({ objectType: 'account', objectId: input.actorId }),
  output: z.object({
    name: z.string(),
    lines: z.array(
      z.object({
        seq: z.number(),
        at: z.date(),
        action: z.string(),
        count: z.number().nullable(),
        /** Null: sealed with a key that this auditor was not given. */
        words: z.string().nullable(),
      }),
    ),
    next: z.number().nullable(),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const { lines, next } = await pageForReader(scene, { most: perPage, before: input.before }, (before) =>
      linesOf(tx, actor.tenantId, { ...input, before }),
    )
    const person = await tx
      .selectFrom('auth.staff_user')
      .select('display_name')
      .where('id', '=', input.actorId)
      .executeTakeFirst()
    return {
      name: person?.display_name ?? '',
      lines: lines.map(({ objectId: _object, reason: _reason, words, ...line }) => ({
        ...line,
        sealed: words,
      })),
      next,
    }
  },
  audit: (result, input) => ({ count: result.lines.length, words: input.reason }),
  present: ({ lines, ...rest }) => ({
    ...rest,
    lines: lines.map(({ sealed, ...line }) => ({ ...line, words: sealed?.words ?? null })),
  }),
})

function linesOf(tx: Tx, tenantId: string, input: Input) {
  return tx
    .selectFrom('audit.event')
    .select(['seq', 'at', 'action', 'count', 'object_id as objectId', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('actor_id', '=', input.actorId)
    .where('reason', 'is not', null)
    .$if(input.from !== undefined, (query) => query.where('at', '>=', startOf(input.from)))
    .$if(input.until !== undefined, (query) =>
      query.where('at', '<', sql<Date>`${startOf(input.until)} + interval '1 day'`),
    )
    .$if(input.before !== undefined, (query) => query.where('seq', '<', input.before ?? 0))
    .orderBy('seq', 'desc')
    .limit(perPage + 1)
    .execute()
}
