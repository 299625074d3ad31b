-- Cases that a declaration meets were closed one after the other as well, each with triggers of its own (0254).

create index conflict_match_user on auth.conflict_match (tenant_id, user_id);

-- What follows from blocks, for as many as one statement makes: `made`, or `changed` where they come or go.
create function internal.carry_blocks_made() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.carry_blocks_of(x.tenant_id, array_agg(x.case_id)) from made x group by x.tenant_id;
  return null;
end $$;
call internal.definer('internal.carry_blocks_made()', 'yorube_definer');

create or replace function auth.mark_drawers_of_hidden() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(internal.drawers_lock(x.desk_id)) from (
    select c.desk_id from made n join public.case_ c on c.tenant_id = n.tenant_id and c.id = n.case_id
    union select p.desk_id from made n join public.person p on p.tenant_id = n.tenant_id and p.case_id = n.case_id order by 1) x;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select distinct s.tenant_id, s.desk_id, s.drawer_id from made n
  join auth.search_place s on s.tenant_id = n.tenant_id and s.case_id = n.case_id and s.drawer_id is not null;
  return null;
end $$;

create or replace function auth.part_lists_of_hidden() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- One after the other with whoever is proposing a list: each then sees what the other wrote.
  perform internal.hold_lists(x.tenant_id) from (select distinct c.tenant_id from changed c) x;
  perform internal.part_lists(x.tenant_id, array_agg(x.id)) from (
    select b.tenant_id, b.case_id as id from changed b
    union select c.tenant_id, c.id from changed b join public.consultation c on c.tenant_id = b.tenant_id and c.case_id = b.case_id) x
  group by x.tenant_id;
  return null;
end $$;

drop trigger carry_block on auth.case_block;
drop trigger mark_drawers on auth.case_block;
drop trigger part_lists on auth.case_block;
create trigger carry_block after insert on auth.case_block referencing new table as made
  for each statement execute function internal.carry_blocks_made();
create trigger carry_named after update of origin on auth.case_block for each row execute function internal.carry_block();
create trigger mark_drawers after insert on auth.case_block referencing new table as made
  for each statement execute function auth.mark_drawers_of_hidden();
create trigger part_lists after insert on auth.case_block referencing new table as changed
  for each statement execute function auth.part_lists_of_hidden();
create trigger part_lists_of_lifted after delete on auth.case_block referencing old table as changed
  for each statement execute function auth.part_lists_of_hidden();

-- As 0243, for many cases at once. Each of them is looked at by itself: a notice each.
create function auth.close_for_conflicts(p_tenant uuid, p_cases uuid[], p_user uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare closed uuid[];
begin
  with made as (
    insert into auth.case_block (tenant_id, case_id, user_id, created_by, origin)
    select p_tenant, x.id, p_user, p_user, 'conflict' from unnest(p_cases) as x (id) order by x.id
    on conflict do nothing returning case_id)
  select array_agg(m.case_id) into closed from made m;
  if closed is null then return; end if;
  -- Her work on them becomes the desk's.
  update public.case_ c set assignee_id = null where c.tenant_id = p_tenant and c.id = any (closed) and c.assignee_id = p_user;
  insert into audit.event (tenant_id, action, object_type, object_id, case_id, purpose, result)
  select p_tenant, 'case.conflict-blocked', 'account', p_user, x.id, 'protection', 'ok' from unnest(closed) as x (id) order by x.id;
  with homes as (
    select c.id, c.desk_id, c.compartment_id, array(
      select b.user_id from auth.case_block b where b.tenant_id = p_tenant and b.case_id = c.id) as hidden
    from public.case_ c where c.tenant_id = p_tenant and c.id = any (closed)),
  desks as materialized (
    select d.desk_id, array(select auth.leads_without_block(p_tenant, d.desk_id, null, null)) as users,
      array(select auth.leads_without_block(p_tenant, d.desk_id, null, array['supervisor', 'manager'])) as leads
    from (select distinct h.desk_id from homes h) d),
  led as (
    select h.id, h.desk_id, h.compartment_id, u as user_id from homes h
    join desks d on d.desk_id = h.desk_id cross join unnest(d.leads) as u where u <> all (h.hidden)),
  -- Nobody who leads is left whom it does not concern: the desk hears of it; where nobody is left at all, administrators.
  unled as (select h.* from homes h where h.id not in (select l.id from led l)),
  notices as (
    insert into public.notice (tenant_id, id, user_id, desk_id, kind, object_type, object_id, compartment_id)
    select p_tenant, gen_random_uuid(), l.user_id, null, 'case.conflict', 'case-block', l.id, l.compartment_id from led l
    union all
    select p_tenant, gen_random_uuid(), null, u.desk_id, 'case.conflict', 'case-block', u.id, u.compartment_id from unled u)
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), n.user_id, 'desk.nobody-left', 'desk', n.desk_id from (
    select distinct r.user_id, u.desk_id from unled u join desks d on d.desk_id = u.desk_id
    join auth.role_assignment r on r.tenant_id = p_tenant and r.role = 'tenant_admin' and r.user_id <> all (u.hidden)
    where not exists (select from unnest(d.users) as s (id) where s.id <> all (u.hidden))
      -- Only by whoever sits there: somebody of another desk was never among them.
      and exists (select from auth.membership m where m.tenant_id = p_tenant and m.desk_id = u.desk_id and m.user_id = p_user)) n;
end $$;
call internal.definer('auth.close_for_conflicts(uuid, uuid[], uuid)', 'yorube_definer');

-- With the first of her matches that has no block yet all of them have one.
create or replace function auth.block_for_conflict() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from auth.case_block b
    where b.tenant_id = new.tenant_id and b.case_id = new.case_id and b.user_id = new.user_id) then return null; end if;
  perform auth.close_for_conflicts(new.tenant_id, array(
    select m.case_id from auth.conflict_match m
    where m.tenant_id = new.tenant_id and m.user_id = new.user_id and m.state = 'blocked' and not exists (
      select from auth.case_block b where b.tenant_id = m.tenant_id and b.case_id = m.case_id and b.user_id = m.user_id)), new.user_id);
  return null;
end $$;
drop trigger carry_match on auth.conflict_match;

create or replace function auth.keep_conflict_closed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform auth.close_for_conflicts(m.tenant_id, array[m.case_id], m.user_id) from auth.conflict_match m
  where m.tenant_id = old.tenant_id and m.case_id = old.case_id and m.user_id = old.user_id and m.state = 'blocked';
  return null;
end $$;
drop function auth.close_for_conflict(uuid, uuid, uuid);
