import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { canManageDirectory } from './directory-policy.ts'
import { dayAfter } from './office-days.ts'

const pageSize = 50
/** Renewal is announced a month before. */
const soonDays = 30

export const pledgeStates = ['missing', 'lapsed', 'soon', 'kept'] as const

/** Who has acknowledged, who has not, and whose renewal is due: all for administrators, a desk's people for its lead. */
export const listPledges = defineUseCase({
  name: 'directory.list-pledges',
  permission: 'roster.manage',
  purpose: 'administration',
  input: z.object({
    only: z.literal('open').optional().catch(undefined),
    after: z.uuid().optional().catch(undefined),
  }),
  subject: () => ({ objectType: 'pledge' }),
  output: z.object({
    people: z.array(
      z.object({
        userId: z.uuid(),
        name: z.string(),
        desks: z.array(z.string()),
        state: z.enum(pledgeStates),
        at: z.date().nullable(),
        renewBy: z.string().nullable(),
      }),
    ),
    next: z.uuid().nullable(),
    canManage: z.boolean(),
  }),
  async run({ tx, actor }, { only, after }) {
    const rows = await pledgeRows(tx, actor, only === 'open', after)
    const shown = rows.slice(0, pageSize)
    return {
      people: shown.map((row) => ({
        userId: row.id,
        name: row.display_name,
        desks: row.desks,
        state: pledgeState(row.at, row.renew_by),
        at: row.at,
        renewBy: row.renew_by,
      })),
      next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
      canManage: canManageDirectory(actor),
    }
  },
  audit: (result) => ({ count: result.people.length }),
})

function pledgeState(at: Date | null, renewBy: string | null): (typeof pledgeStates)[number] {
  if (at === null) return 'missing'
  if (renewBy === null) return 'kept'
  if (renewBy < today()) return 'lapsed'
  return renewBy <= dayAfter(today(), soonDays) ? 'soon' : 'kept'
}

interface PledgeRow {
  id: string
  display_name: string
  desks: string[]
  at: Date | null
  renew_by: string | null
}

async function pledgeRows(tx: Tx, actor: Actor, onlyOpen: boolean, after?: string): Promise<PledgeRow[]> {
  const mine = actor.roles.includes('tenant_admin') ? null : actor.seats.map((seat) => seat.deskId)
  const { rows } = await sql<PledgeRow>`
    with person as (
      select u.id, u.display_name, p.at, p.renew_by,
        array(select d.name from auth.membership m
          join auth.desk k on k.tenant_id = m.tenant_id and k.id = m.desk_id and k.epoch = m.epoch
          join desk_entry d on d.tenant_id = m.tenant_id and d.desk_id = m.desk_id
          where m.tenant_id = u.tenant_id and m.user_id = u.id order by d.name) as desks
      from auth.staff_user u
      left join lateral (select p.at, p.renew_by from auth.pledge p
        where p.tenant_id = u.tenant_id and p.user_id = u.id order by p.at desc limit 1) p on true
      where u.state in ('invited', 'active') and u.kind = 'person'
        and (${mine}::uuid[] is null or exists (select from auth.membership m
          where m.tenant_id = u.tenant_id and m.user_id = u.id and m.desk_id = any (${mine}::uuid[]))))
    select id, display_name, desks, at, renew_by from person
    where (not ${onlyOpen}::boolean or at is null or renew_by <= ${dayAfter(today(), soonDays)}::date)
      and (${after ?? null}::uuid is null or (display_name, id) >
        (select u.display_name, u.id from auth.staff_user u where u.id = ${after ?? null}::uuid))
    order by display_name, id limit ${pageSize + 1}`.execute(tx)
  return rows
}
