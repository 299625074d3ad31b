-- One notice for many first calls (0254) names none of them, so nothing hid it from a lead for whom they have ceased to exist since: it told her
-- that there are some.

-- The calls that one notice stands for, as many as the declaration met. They go with the notice, after 60 days at the latest. Nobody but the
-- functions here reads them.
create table notice_call (
  tenant_id uuid not null,
  notice_id uuid not null,
  consultation_id uuid not null,
  primary key (tenant_id, notice_id, consultation_id),
  foreign key (tenant_id, notice_id) references notice on delete cascade,
  foreign key (tenant_id, consultation_id) references consultation
);
create index notice_call_consultation on notice_call (tenant_id, consultation_id);
call internal.classify('notice_call', 'tenant_id P, notice_id P, consultation_id P');
call internal.protect('notice_call');

-- Who is told, desk by desk: those who lead and whom it does not concern; of a call that concerns all of these, whoever else sits there; and
-- where nobody is left at all, administrators, by whoever sits there (0243, 0245). One notice for each of them, however many calls there are.
-- Which calls one notice of many stands for is kept beside it. `internal.hide_consultations` (0254) calls this.
create function internal.tell_of_kept(p_tenant uuid, p_ids uuid[], p_users uuid[], p_is_by_match boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  with kept as (
    select c.id, c.desk_id, c.compartment_id, c.kept_from || c.kept_out as hidden from public.consultation c
    where c.tenant_id = p_tenant and c.id = any (p_ids)),
  desks as materialized (
    select d.desk_id, array(select auth.leads_without_block(p_tenant, d.desk_id, null, null)) as users,
      array(select auth.leads_without_block(p_tenant, d.desk_id, null, array['supervisor', 'manager'])) as leads
    from (select distinct k.desk_id from kept k) d),
  goes_on as (
    select k.id, k.desk_id, k.compartment_id, u as user_id, u = any (d.leads) as is_lead, bool_or(u = any (d.leads)) over (partition by k.id) as is_led
    from kept k join desks d on d.desk_id = k.desk_id cross join unnest(d.users) as u where u <> all (k.hidden)),
  told as (
    select gen_random_uuid() as id, g.desk_id, g.user_id, array_agg(g.id) as calls, array_agg(g.compartment_id) as keys from goes_on g
    where p_is_by_match and (g.is_lead or not g.is_led) group by g.desk_id, g.user_id),
  notices as (
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
    select p_tenant, t.id, t.user_id, 'consultation.conflict', 'consultation-kept', t.calls[1], t.keys[1]
    from told t where cardinality(t.calls) = 1
    union all
    select p_tenant, t.id, t.user_id, 'consultation.conflicts', 'consultations-kept', t.desk_id, null
    from told t where cardinality(t.calls) > 1),
  calls as (
    insert into public.notice_call (tenant_id, notice_id, consultation_id)
    select p_tenant, t.id, c from told t cross join unnest(t.calls) as c where cardinality(t.calls) > 1)
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), n.user_id, 'desk.nobody-left', 'desk', n.desk_id from (
    select distinct r.user_id, k.desk_id from kept k
    join auth.role_assignment r on r.tenant_id = p_tenant and r.role = 'tenant_admin' and r.user_id <> all (k.hidden)
    where k.id not in (select g.id from goes_on g) and exists (
      select from unnest(p_ids, p_users) as x (id, user_id) join auth.membership m on m.tenant_id = p_tenant and m.user_id = x.user_id
      where x.id = k.id and m.desk_id = k.desk_id)) n;
end $$;
call internal.definer('internal.tell_of_kept(uuid, uuid[], uuid[], boolean)', 'yorube_definer');

-- Notices of many calls that she may read: at least one of these calls is there for her. What else there is, nobody can ask for.
create function auth.my_notices_of_many() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  many uuid[] := array(select n.id from public.notice n
    where n.tenant_id = s.tenant_id and n.user_id = s.user_id and n.object_type = 'consultations-kept');
  hidden uuid[];
begin
  if many = '{}' then return many; end if;
  hidden := auth.kept_consultations_of(s);
  return array(select n from unnest(many) as n where exists (
    select from public.notice_call k
    where k.tenant_id = s.tenant_id and k.notice_id = n and k.consultation_id <> all (hidden)));
end $$;
call internal.definer('auth.my_notices_of_many()', 'yorube_app');
create policy not_empty on notice as restrictive for select to yorube_app
  using (object_type <> 'consultations-kept' or id = any ((select auth.my_notices_of_many())::uuid[]));

-- A notice whose last call has gone goes as well.
create function internal.forget_empty_notices() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notice n using (select distinct g.tenant_id, g.notice_id from gone g) x
  where n.tenant_id = x.tenant_id and n.id = x.notice_id and not exists (
    select from public.notice_call k where k.tenant_id = n.tenant_id and k.notice_id = n.id);
  return null;
end $$;
call internal.definer('internal.forget_empty_notices()', 'yorube_definer');
create trigger forget_empty_notices after delete on notice_call referencing old table as gone
  for each statement execute function internal.forget_empty_notices();

-- A call goes from them where a notice of it alone does: once it is part of a case (0246), and once it is destroyed (0151).
do $$
declare
  f record;
  was text;
begin
  for f in select * from (values
    ('internal.blocks_of_joined()', '  delete from public.notice n where n.tenant_id = new.tenant_id',
     '  delete from public.notice_call k where k.tenant_id = new.tenant_id and k.consultation_id = new.id;'),
    ('internal.shred_rows(uuid, text, uuid, bytea[])', '  delete from public.notice n where n.tenant_id = p_tenant',
     '  delete from public.notice_call k where k.tenant_id = p_tenant and k.consultation_id = any (array[p_id] || parts.records);')
  ) as x (signature, singly, many) loop
    was := pg_get_functiondef(f.signature::regprocedure);
    if position(f.singly in was) = 0 then raise exception '% has changed', f.signature; end if;
    execute replace(was, f.singly, f.many || E'\n' || f.singly);
  end loop;
end $$;
