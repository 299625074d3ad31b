import { sql } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import { firstOfEach, type Window } from '../../platform/db/first-of-each.ts'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { fewestMembers, usualRenewalHours } from './policy.ts'

export const deskMatters = ['thin_desk', 'desk_key', 'desk_key_late', 'desk_key_red'] as const

/**
 * Who waits to be admitted. A lead sees those she can admit (nobody admits herself, or whom she asked for); an
 * administrator sees all, because desks without a lead wait for her.
 */
export async function admissionsForToday({ actor, tx }: Scene, window: Window) {
  const led = desksFor(actor, 'desk.admit')
  const isAdministrator = actor.roles.includes('tenant_admin')
  const found = sql`
    select a.id as row_id, 'admission' as matter, 0 as rank, a.asked_at as since
    from auth.admission a
    where a.state = 'asked' and (${isAdministrator}::boolean
      or (a.desk_id = any(${led}::uuid[]) and ${actor.userId}::uuid not in (a.asked_by, a.user_id)))`
  const rows = await firstOfEach(tx, 'auth.admission', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    deskId: row.desk_id,
    userId: row.user_id,
    role: row.role,
    askedBy: row.asked_by,
  }))
}

/**
 * Desks whose records hang on one person, and desks whose key is due for renewal or half moved: a lead renews it, an
 * administrator sees that nobody has. Later than agreed it moves up to where it cannot be overlooked.
 */
export async function desksForToday({ actor, tx }: Scene, window: Window) {
  const led = desksFor(actor, 'desk.admit')
  const isAdministrator = actor.roles.includes('tenant_admin')
  const { late, red } = platform().keyRenewalHours ?? usualRenewalHours
  const found = sql`
    with mine as (
      select d.* from auth.desk d
      where d.epoch is not null and d.kind <> 'paper' and (${isAdministrator}::boolean or d.id = any(${led}::uuid[]))),
    due as (
      select d.id, coalesce(r.due_since, d.rotate_due_at) as since from mine d
      left join auth.desk_renewal r on r.tenant_id = d.tenant_id and r.desk_id = d.id and r.moved_at is null)
    select d.id as row_id, 'thin_desk' as matter, members.many::int as rank, d.rotate_due_at as since
    from mine d
    cross join lateral (
      select count(distinct m.user_id) as many from auth.membership m
      join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
      where m.tenant_id = d.tenant_id and m.desk_id = d.id and m.epoch = d.epoch
        and u.state = 'active' and u.kind = 'person') members
    where members.many < ${fewestMembers}::int
    union all
    select id, case when since <= now() - make_interval(hours => ${red}::int) then 'desk_key_red'
      when since <= now() - make_interval(hours => ${late}::int) then 'desk_key_late' else 'desk_key' end, 0, since
    from due where since is not null`
  const rows = await firstOfEach(tx, 'auth.desk', found, window)
  return rows.map((row) => ({ matter: row.matter, total: row.total, since: row.since, id: row.id }))
}

/** Accounts that were made and never taken up. */
export async function invitationsForToday({ tx }: Scene, window: Window) {
  const found = sql`
    select u.id as row_id, 'invitation' as matter, 0 as rank, u.created_at as since
    from auth.staff_user u where u.state = 'invited'`
  const rows = await firstOfEach(tx, 'auth.staff_user', found, window)
  return rows.map((row) => ({
    matter: row.matter,
    total: row.total,
    since: row.since,
    id: row.id,
    name: row.display_name,
  }))
}

/** What a new office still has to do before its first desk can work. Two administrators begin alone. */
export async function beginningOf({ tx }: Scene): Promise<{ hasStaff: boolean; hasOpenHub: boolean }> {
  const { rows } = await sql<{ hasStaff: boolean; hasOpenHub: boolean }>`
    select
      exists (select from auth.staff_user u where not exists (
        select from auth.role_assignment r
        where r.tenant_id = u.tenant_id and r.user_id = u.id and r.role = 'tenant_admin')) as "hasStaff",
      exists (select from auth.desk d where d.kind = 'hub' and d.epoch is not null) as "hasOpenHub"`.execute(
    tx,
  )
  return rows[0] ?? { hasStaff: false, hasOpenHub: false }
}

/** No recovery kits, or none that another administrator has confirmed, or a set that was used. */
export async function kitsForToday({ actor, tx }: Scene, window: Window) {
  const found = sql`
    select t.tenant_id as row_id, 'kits' as matter, 0 as rank, coalesce(k.used_at, k.made_at, t.created_at) as since
    from auth.tenant t
    left join lateral (select x.made_at, x.confirmed_at, x.used_at from auth.escrow_key x
      where x.tenant_id = t.tenant_id order by x.epoch desc limit 1) k on true
    where t.tenant_id = ${actor.tenantId}::uuid and not t.is_sample and (k.confirmed_at is null or k.used_at is not null)`
  const rows = await firstOfEach(tx, 'auth.tenant', found, window, 'tenant_id')
  return rows.map((row) => ({ matter: row.matter, total: row.total, since: row.since, id: row.tenant_id }))
}
