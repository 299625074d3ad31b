import { sql } from 'kysely'
import { z } from 'zod'
import { auditorsLeavers } from '../../platform/audit/auditors-key.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { peopleOf } from './list-events.ts'

/** Who is an auditor and who of them holds the auditors' key; whose words may be asked for. */
export const listKeyHolders = defineUseCase({
  name: 'audit.key-holders',
  // As strict as opening words, so that nobody fills a form in and is then sent to confirm who she is.
  permission: 'audit.read-words',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'audit' }),
  output: z.object({
    auditors: z.array(
      z.object({ userId: z.uuid(), name: z.string(), holds: z.boolean(), isMe: z.boolean() }),
    ),
    holds: z.boolean(),
    /** Since when words are kept; null while nobody has the key. */
    since: z.date().nullable(),
    /** The newest key. */
    newest: z
      .object({
        epoch: z.number().int(),
        /** Null while it is the first one. */
        renewed: z.object({ at: z.date(), by: z.string() }).nullable(),
        /** Who held it and holds it no more: it is to be renewed. */
        leavers: z.array(z.object({ name: z.string(), leftAt: z.date() })),
      })
      .nullable(),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    today: z.string(),
  }),
  async run({ actor, tx }) {
    const { rows } = await sql<{ userId: string; name: string; holds: boolean }>`
      select u.id as "userId", u.display_name as name, exists (select from auth.auditors_wrap w
        where w.tenant_id = u.tenant_id and w.user_id = u.id
          and w.epoch = (select max(k.epoch) from auth.auditors_key k)) as holds
      from auth.staff_user u where u.state = 'active' and u.id in (
        select r.user_id from auth.role_assignment r where r.role = 'auditor'
          and r.not_before <= now() and (r.not_after is null or r.not_after > now()))
      order by u.display_name limit 100`.execute(tx)
    const first = await tx
      .selectFrom('auth.auditors_key')
      .select('made_at')
      .orderBy('epoch')
      .limit(1)
      .executeTakeFirst()
    return {
      auditors: rows.map((row) => ({ ...row, isMe: row.userId === actor.userId })),
      holds: rows.some((row) => row.userId === actor.userId && row.holds),
      since: first?.made_at ?? null,
      newest: await newestKey(tx),
      people: await peopleOf(tx),
      today: japanDay(new Date()),
    }
  },
  audit: (result) => ({ count: result.auditors.length }),
})

async function newestKey(tx: Tx) {
  const newest = await tx
    .selectFrom('auth.auditors_key as k')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.made_by'),
    )
    .select(['k.epoch', 'k.made_at as at', 'u.display_name as by'])
    .orderBy('k.epoch', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return null
  const { epoch, at, by } = newest
  return {
    epoch,
    renewed: epoch > 1 ? { at, by } : null,
    leavers: await auditorsLeavers(tx, epoch),
  }
}
