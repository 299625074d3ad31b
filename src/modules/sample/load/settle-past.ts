import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { nowOf } from '../story/present.ts'
import { daysAfter, instantOf } from '../world/days.ts'
import type { SampleTenant } from '../world/places.ts'
import type { Stage } from './play.ts'

export interface Founded {
  tenant: SampleTenant
  stage: Stage
}

/**
 * What an office has done with its past besides what the story tells: looks that leave a state and a name, so each is set
 * in one statement and nothing is opened. What came since the last office day is left as it is.
 */
export async function settlePast(tx: Tx, founded: readonly Founded[], now: number): Promise<void> {
  const { today, back } = nowOf(now)
  const at = (officeDays: number, time: string) => new Date(instantOf(back[officeDays] ?? today, time))
  for (const { tenant, stage } of founded) {
    const { tenantId } = stage.tenant
    for (const desk of tenant.hubs) await supervisorsHaveRead(tx, stage, tenant, desk, at(0, '12:00'))
    await decidersHaveSeen(tx, tenantId, at(0, '00:00'))
    await promisesWereKept(tx, tenantId, today, stage.promised)
    await papersCameBack(tx, tenantId, today)
    await holdersHaveLooked(tx, tenantId, at(1, '17:10'))
    await noticesWereRead(tx, tenantId, at(0, '09:00'))
    await notesWereRead(tx, tenantId, at(1, '12:00'))
    const left = stage.tenant.desks.get('AGE-D10')
    if (left) await somebodyLeft(tx, tenantId, left, at(3, '17:00'))
  }
}

/** Who leads a desk: its supervisor reads, its manager decides; a desk without a manager has both in one. */
export function leadsOf(tenant: SampleTenant, desk: string): { supervisor: string; manager: string } {
  const holder = (role: string) =>
    tenant.cast.find((one) => one.seats.some(([id, held]) => id === desk && held === role))?.login
  const supervisor = holder('supervisor') ?? ''
  return { supervisor, manager: holder('manager') ?? supervisor }
}

/** 供覧. */
async function supervisorsHaveRead(
  tx: Tx,
  stage: Stage,
  tenant: SampleTenant,
  desk: string,
  before: Date,
): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({
      reviewed_by: stage.person(leadsOf(tenant, desk).supervisor).userId,
      reviewed_at: sql`created_at + interval '1 day'`,
    })
    .where('tenant_id', '=', stage.tenant.tenantId)
    .where('desk_id', '=', stage.desk(desk))
    .where('created_at', '<', before)
    .execute()
}

/** 後閲: by whoever may see it. One was overlooked. */
async function decidersHaveSeen(tx: Tx, tenantId: string, before: Date): Promise<void> {
  await sql`
    with waiting as (
      select d.id, row_number() over (order by d.made_at desc) as place, (
        select m.user_id from auth.membership m
        where m.tenant_id = d.tenant_id and m.desk_id = d.desk_id and m.user_id <> d.decided_by
          and m.role = any (case when d.decision = 'counselor' then array['supervisor', 'manager'] else array['manager'] end)
        order by m.role desc limit 1) as by_user
      from disclosure d
      where d.tenant_id = ${tenantId} and d.see_by is not null and d.seen_at is null and d.made_at < ${before})
    update disclosure d set seen_by = w.by_user, seen_at = d.made_at + interval '1 day'
    from waiting w where w.id = d.id and d.tenant_id = ${tenantId} and w.place > 1 and w.by_user is not null`.execute(
    tx,
  )
}

async function promisesWereKept(
  tx: Tx,
  tenantId: string,
  today: string,
  standing: readonly string[],
): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({
      next_contact_on: null,
      next_contact_changed_at: sql`next_contact_on::timestamp at time zone 'Asia/Tokyo'`,
    })
    .where('tenant_id', '=', tenantId)
    .where('next_contact_on', '<', today)
    .where('id', '<>', sql<string>`all(${[...standing]}::uuid[])`)
    .execute()
}

/** Two weeks after it was given out a sheet is back, or was destroyed at the other end. One is asked for still. */
async function papersCameBack(tx: Tx, tenantId: string, today: string): Promise<void> {
  const before = new Date(instantOf(daysAfter(today, -13), '00:00'))
  await sql`
    with out as (
      select id, row_number() over (order by at desc) as place from release
      where tenant_id = ${tenantId} and paper_state = 'out' and at < ${before})
    update release r set paper_state = case when o.place % 4 = 0 then 'destroyed' else 'collected' end,
      paper_changed_at = r.at + interval '11 days', paper_changed_by = r.released_by
    from out o where o.id = r.id and r.tenant_id = ${tenantId} and o.place > 1`.execute(tx)
}

/** Everybody knows her own cases up to the evening before the last office day. */
async function holdersHaveLooked(tx: Tx, tenantId: string, until: Date): Promise<void> {
  await sql`
    insert into case_seen (tenant_id, case_id, user_id, seen_at)
    select tenant_id, id, assignee_id, greatest(${until}, opened_on + interval '1 hour')
    from case_ where tenant_id = ${tenantId} and assignee_id is not null
    on conflict do nothing`.execute(tx)
}

async function noticesWereRead(tx: Tx, tenantId: string, before: Date): Promise<void> {
  await sql`
    insert into notice_read (tenant_id, notice_id, user_id, at)
    select n.tenant_id, n.id, coalesce(n.user_id, m.user_id), n.at + interval '3 hours'
    from notice n left join auth.membership m on m.tenant_id = n.tenant_id and m.desk_id = n.desk_id
    where n.tenant_id = ${tenantId} and n.at < ${before} and coalesce(n.user_id, m.user_id) is not null
    on conflict do nothing`.execute(tx)
}

/** A colleague moved to another office: the desk's key should be renewed. */
async function somebodyLeft(tx: Tx, tenantId: string, deskId: string, at: Date): Promise<void> {
  await tx
    .updateTable('auth.desk')
    .set({ rotate_due_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', deskId)
    .execute()
}

async function notesWereRead(tx: Tx, tenantId: string, before: Date): Promise<void> {
  await sql`
    insert into handover_read (tenant_id, note_id, desk_id, user_id, at)
    select n.tenant_id, n.id, n.desk_id, m.user_id, n.created_at + interval '2 hours'
    from handover_note n join auth.membership m on m.tenant_id = n.tenant_id and m.desk_id = n.desk_id
    where n.tenant_id = ${tenantId} and n.created_at < ${before} and m.user_id <> n.author_id
    on conflict do nothing`.execute(tx)
}
