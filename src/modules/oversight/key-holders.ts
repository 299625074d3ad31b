import { sql } from 'kysely'
import { z } from 'zod'
import { auditorsLeavers } from '../../platform/audit/auditors-key.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { platform } from '../../platform/runtime.ts'
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
      z.object({
        userId: z.uuid(),
        name: z.string(),
        holds: z.boolean(),
        /** An earlier key that I hold. */
        lacksEarlier: z.boolean(),
        isMe: z.boolean(),
      }),
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
        /** It is from before that was noted, and to be renewed as well. */
        leaversUnknown: z.boolean(),
      })
      .nullable(),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    today: z.string(),
  }),
  async run({ actor, tx }) {
    const keys = await genuineKeys(tx, actor.tenantId)
    const auditors = await auditorsWith(tx, actor.userId, keys)
    return {
      auditors: auditors.map((one) => ({ ...one, isMe: one.userId === actor.userId })),
      holds: auditors.some((one) => one.userId === actor.userId && one.holds),
      since: keys.at(-1)?.at ?? null,
      newest: await newestKey(tx, keys),
      people: await peopleOf(tx),
      today: japanDay(new Date()),
    }
  },
  audit: (result) => ({ count: result.auditors.length }),
})

type AuditorsKey = Awaited<ReturnType<typeof genuineKeys>>[number]

/** Newest first; those that are not the vault's own raise their alarm and are left out. */
async function genuineKeys(tx: Tx, tenantId: string) {
  const rows = await tx
    .selectFrom('auth.auditors_key as k')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'k.tenant_id').onRef('u.id', '=', 'k.made_by'),
    )
    .select(['k.epoch', 'k.key_id as keyId', 'k.public_key as publicKey', 'k.mac'])
    .select(['k.made_at as at', 'u.display_name as by', 'k.leavers_unknown as leaversUnknown'])
    .orderBy('k.epoch', 'desc')
    .limit(200)
    .execute()
  return rows.filter((row) => platform().vault.checkDeskKey({ ...row, tenantId, deskId: tenantId }))
}

/** Who holds the newest key; and whether she lacks an earlier one, which whoever gives it gives as well. */
async function auditorsWith(tx: Tx, me: string, keys: readonly AuditorsKey[]) {
  const epochs = keys.map((one) => one.epoch)
  const { rows } = await sql<{ userId: string; name: string; holds: boolean; lacksEarlier: boolean }>`
    select u.id as "userId", u.display_name as name,
      exists (select from auth.auditors_wrap w
        where w.tenant_id = u.tenant_id and w.user_id = u.id and w.epoch = ${epochs[0] ?? 0}) as holds,
      exists (select from auth.auditors_wrap mine
        where mine.tenant_id = u.tenant_id and mine.user_id = ${me} and mine.epoch = any (${epochs}::integer[])
          and not exists (select from auth.auditors_wrap w
            where w.tenant_id = u.tenant_id and w.user_id = u.id and w.epoch = mine.epoch)) as "lacksEarlier"
    from auth.staff_user u where u.state = 'active' and u.id in (
      select r.user_id from auth.role_assignment r where r.role = 'auditor'
        and r.not_before <= now() and (r.not_after is null or r.not_after > now()))
    order by u.display_name limit 100`.execute(tx)
  return rows
}

async function newestKey(tx: Tx, [newest]: readonly AuditorsKey[]) {
  if (!newest) return null
  const { epoch, at, by, leaversUnknown } = newest
  return {
    ...{ epoch, leaversUnknown },
    renewed: epoch > 1 ? { at, by } : null,
    leavers: await auditorsLeavers(tx, epoch),
  }
}
