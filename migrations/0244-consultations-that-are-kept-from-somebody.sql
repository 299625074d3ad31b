-- A consultation that is no case yet was hidden from nobody: who had declared herself to be kin of the counterpart, and works at that
-- desk, read the first call. Now it does not exist for her, as a case does not (docs/adr/0017): nor does its caller, the referral it grew
-- out of, nor any trace of them.

-- Who is near to somebody whom the sheet names, and by which declaration, place by place; whom somebody named by hand; and declarations
-- of which somebody who leads has found that they mean another person of the same name. Once it is part of a case the blocks of that
-- case say all this.
alter table consultation
  add column kept_from uuid[] not null default '{}',
  add column kept_kin uuid[] not null default '{}',
  add column kept_out uuid[] not null default '{}',
  add column let_in uuid[] not null default '{}',
  add constraint consultation_kept_whole check (cardinality(kept_from) = cardinality(kept_kin));
call internal.classify('consultation', 'kept_from P, kept_kin P, kept_out P, let_in P');
create index consultation_kept on consultation (tenant_id) where case_id is null and (kept_from <> '{}' or kept_out <> '{}');
-- Written by functions alone: whoever is near could let herself in.
do $$
declare columns text := (
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
  where a.attrelid = 'public.consultation'::regclass and a.attnum > 0 and not a.attisdropped
    and a.attname not in ('kept_from', 'kept_kin', 'kept_out', 'let_in'));
begin
  revoke insert, update on consultation from yorube_app;
  execute format('grant insert (%1$s), update (%1$s) on consultation to yorube_app', columns);
end $$;

-- Consultations that do not exist for a session. Whoever wrote one down keeps what she wrote, for she heard it: until a colleague has
-- changed anything of it. Whom somebody named by hand keeps nothing. A program never does: others stand behind it.
create function auth.kept_consultations_of(s auth.session) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare mine uuid[] := array_prepend(s.user_id, s.behind);
begin
  return array(
    select c.id from public.consultation c
    where c.tenant_id = s.tenant_id and c.case_id is null and (c.kept_from <> '{}' or c.kept_out <> '{}')
      and (c.kept_out && mine or c.kept_from && mine and (s.machine_id is null and s.user_id in (c.author_id, c.entered_by)
        and coalesce(c.amended_by, s.user_id) = s.user_id and c.next_contact_changed_at is null) is not true));
end $$;
call internal.definer('auth.kept_consultations_of(auth.session)', 'yorube_definer');

create function auth.kept_people_of(s auth.session) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare kept uuid[] := auth.kept_consultations_of(s);
begin
  if kept = '{}' then return kept; end if;
  return array(select c.person_id from public.consultation c where c.tenant_id = s.tenant_id and c.id = any (kept) and c.person_id is not null);
end $$;
call internal.definer('auth.kept_people_of(auth.session)', 'yorube_definer');

create function auth.kept_referrals_of(s auth.session) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare kept uuid[] := auth.kept_consultations_of(s);
begin
  if kept = '{}' then return kept; end if;
  return array(select o.referral_id from public.referral_outcome o where o.tenant_id = s.tenant_id and o.consultation_id = any (kept));
end $$;
call internal.definer('auth.kept_referrals_of(auth.session)', 'yorube_definer');

-- Its own key, its caller's, and that of the referral.
create function auth.kept_compartments_of(s auth.session) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare kept uuid[] := auth.kept_consultations_of(s);
begin
  if kept = '{}' then return kept; end if;
  return array(
    select c.compartment_id from public.consultation c where c.tenant_id = s.tenant_id and c.id = any (kept)
    union select p.compartment_id from public.person p where p.tenant_id = s.tenant_id and p.id = any (auth.kept_people_of(s))
    union select r.compartment_id from public.referral r where r.tenant_id = s.tenant_id and r.id = any (auth.kept_referrals_of(s)));
end $$;
call internal.definer('auth.kept_compartments_of(auth.session)', 'yorube_definer');

create function auth.my_kept_compartments() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return auth.kept_compartments_of(auth.live_session());
end $$;
call internal.definer('auth.my_kept_compartments()', 'yorube_app');

create function auth.my_kept_consultations() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return auth.kept_consultations_of(auth.live_session());
end $$;
call internal.definer('auth.my_kept_consultations()', 'yorube_app');

-- What a line of the record may be about: also of what became part of a case that is hidden from her, for a line that was written before
-- names no case.
create function auth.my_kept_objects() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  hidden uuid[] := auth.blocked_cases_of(s);
  calls uuid[] := auth.kept_consultations_of(s);
begin
  if hidden = '{}' and calls = '{}' then return calls; end if;
  calls := calls || array(select c.id from public.consultation c where c.tenant_id = s.tenant_id and c.case_id = any (hidden));
  return calls || hidden || auth.my_blocked_people()
    || array(select o.referral_id from public.referral_outcome o where o.tenant_id = s.tenant_id and o.consultation_id = any (calls))
    || array(select o.referral_id from public.referral_outcome o where o.tenant_id = s.tenant_id and o.case_id = any (hidden))
    || array(select h.id from public.retention_hold h where h.tenant_id = s.tenant_id and h.consultation_id = any (calls))
    || array(select h.id from public.retention_hold h where h.tenant_id = s.tenant_id and h.case_id = any (hidden));
end $$;
call internal.definer('auth.my_kept_objects()', 'yorube_app');

create or replace function auth.my_blocked_compartments() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  blocked uuid[] := auth.blocked_cases_of(s);
begin
  return array(select c.id from auth.compartment c where c.tenant_id = s.tenant_id and c.case_id = any (blocked))
    || auth.kept_compartments_of(s);
end $$;

create or replace function auth.my_blocked_people() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  blocked uuid[] := auth.blocked_cases_of(s);
begin
  return array(select p.id from public.person p where p.tenant_id = s.tenant_id and p.case_id = any (blocked)) || auth.kept_people_of(s);
end $$;

create or replace function auth.my_grants(compartments uuid[])
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  s auth.session := auth.live_session();
  desks uuid[] := auth.desks_of(s, null);
  blocked uuid[] := auth.blocked_cases_of(s);
  kept uuid[] := auth.kept_compartments_of(s);
  glass uuid[] := auth.my_glass_compartments();
begin
  return query
    select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
    from auth.compartment_grant g
    join auth.compartment c on c.tenant_id = g.tenant_id and c.id = g.compartment_id
    where g.tenant_id = s.tenant_id and g.compartment_id = any (compartments) and g.desk_id = any (desks)
      and (g.not_after = 0 or g.not_after > extract(epoch from now()))
      and (c.case_id is null or c.case_id <> all (blocked)) and c.id <> all (kept)
      and (not (g.for_duty or exists (select from auth.duty_desk d where d.tenant_id = g.tenant_id and d.id = g.basis_id))
        or g.compartment_id = any (glass));
end $$;

-- Whatever lies under one of those keys. What somebody adds is under a key of its own, and the functions look at what stood there before:
-- whoever writes down her own husband finishes the act.
alter policy not_blocked on consultation using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and compartment_id <> all ((select auth.my_kept_compartments())::uuid[]));
alter policy not_blocked on consultation_version using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and compartment_id <> all ((select auth.my_kept_compartments())::uuid[]));
alter policy not_blocked on person using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and compartment_id <> all ((select auth.my_kept_compartments())::uuid[]));
alter policy not_blocked on whereabouts using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and compartment_id <> all ((select auth.my_kept_compartments())::uuid[]));
alter policy not_blocked on auth.compartment using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and id <> all ((select auth.my_kept_compartments())::uuid[]));
alter policy not_blocked on referral_outcome using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and (consultation_id is null or consultation_id <> all ((select auth.my_kept_consultations())::uuid[])));
alter policy not_blocked on audit.event using (
  (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]))
  and (object_id is null or object_id <> all ((select auth.my_kept_objects())::uuid[]))
  and (object_type is distinct from 'access-request'
    or case when object_id is null then 'auditor' = any ((select auth.my_roles())::text[]) else not auth.is_kept_access(object_id) end));

-- The same for programs (0216).
create or replace function internal.asked_once(p_condition text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select replace(replace(replace(replace(replace(replace(p_condition,
    '( SELECT auth.my_tenant() AS my_tenant)', '( SELECT (current_setting(''yorube.hot_tenant''::text))::uuid AS current_setting)'),
    '( SELECT auth.my_user() AS my_user)', '( SELECT (current_setting(''yorube.hot_user''::text))::uuid AS current_setting)'),
    '( SELECT auth.my_desks() AS my_desks)', '( SELECT (current_setting(''yorube.hot_desks''::text))::uuid[] AS current_setting)'),
    '( SELECT auth.my_blocked_cases() AS my_blocked_cases)',
      '( SELECT (current_setting(''yorube.hot_blocked_cases''::text))::uuid[] AS current_setting)'),
    '( SELECT auth.my_blocked_compartments() AS my_blocked_compartments)',
      '( SELECT (current_setting(''yorube.hot_blocked_compartments''::text))::uuid[] AS current_setting)'),
    '( SELECT auth.my_kept_compartments() AS my_kept_compartments)',
      '( SELECT (current_setting(''yorube.hot_kept_compartments''::text))::uuid[] AS current_setting)')
$$;
call internal.hot_policies('public.consultation', 'ra*');
call internal.hot_policies('public.person', 'r*');
call internal.hot_policies('auth.compartment', 'ra*');

create or replace function auth.begin_hot(s auth.session, p_scope text, p_with_seats boolean) returns auth.part[]
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  e auth.machine_entry := auth.machine_entry_of(s);
  desks uuid[];
  blocked uuid[];
  kept uuid[];
  set_ text;
  session auth.part;
begin
  set_ := set_config('yorube.hot_tenant', '', true);
  if e.session_id is null then
    set_ := set_config('yorube.sid', '', true);
    return null;
  end if;
  session.part := 'session';
  session.facts := to_jsonb(e);
  if (p_scope = any (e.scopes)) is not true then
    set_ := set_config('yorube.sid', '', true);
    return array[session];
  end if;
  desks := auth.desks_of(s, null);
  set_ := set_config('yorube.hot_desks', desks::text, true);
  blocked := auth.blocked_cases_of(s);
  set_ := set_config('yorube.hot_blocked_cases', blocked::text, true);
  kept := auth.kept_compartments_of(s);
  set_ := set_config('yorube.hot_kept_compartments', kept::text, true);
  set_ := set_config('yorube.hot_blocked_compartments', case when blocked = '{}' then kept else auth.my_blocked_compartments() end::text, true);
  set_ := set_config('yorube.hot_user', s.user_id::text, true);
  set_ := set_config('yorube.hot_tenant', s.tenant_id::text, true);
  if not p_with_seats then return array[session]; end if;
  return array[session] || array(
    select row('membership', m.desk_id, m.user_id, null, null, m.not_after, m.epoch, m.role, null, null, m.wrap, m.mac,
      jsonb_build_object('tenant_id', m.tenant_id, 'desk_id', m.desk_id, 'user_id', m.user_id, 'epoch', m.epoch, 'role', m.role,
        'not_before', m.not_before, 'not_after', m.not_after, 'is_current', m.epoch = d.epoch, 'desk_kind', d.kind), null)::auth.part
    from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.desk_id = any (desks));
end $$;

-- Drawers of the card index: whom somebody must not know of lies in none (0210, 0234).
create function internal.kept_people(p_tenant uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(select c.person_id from public.consultation c
    where c.tenant_id = p_tenant and c.case_id is null and (c.kept_from <> '{}' or c.kept_out <> '{}') and c.person_id is not null)
$$;
call internal.definer('internal.kept_people(uuid)', 'yorube_definer');

create or replace function auth.loose_copies(p_label text, p_desks uuid[], p_most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
  hidden uuid[] := auth.my_blocked_cases();
  kept uuid[] := auth.kept_people_of(auth.live_session());
begin
  return query select x.row_id from (
      select s.row_id, s.case_id from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label and s.drawer_id is null
      union all
      select s.row_id, s.case_id from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label and s.drawer_id in (
        select m.drawer_id from auth.search_stale m where m.tenant_id = tenant and m.desk_id = any (p_desks))) x
    where (x.case_id is null or x.case_id <> all (hidden)) and x.row_id <> all (kept)
    limit least(p_most, 100000);
end $$;

create or replace function auth.copies_to_file(p_label text, p_desks uuid[], p_fewest integer, p_most integer)
returns table (desk_id uuid, row_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  mine uuid[] := auth.my_desks();
  kept uuid[] := internal.kept_people(tenant);
begin
  return query
    with places as (
      select s.desk_id, s.row_id, s.drawer_id, s.drawer_id is null or exists (
          select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = s.desk_id and m.drawer_id = s.drawer_id) as is_loose
      from auth.search_place s
      where s.tenant_id = tenant and s.desk_id = any (p_desks) and s.desk_id = any (mine) and s.label = p_label
        and not exists (select from auth.case_block b where b.tenant_id = tenant and b.case_id = s.case_id) and s.row_id <> all (kept)),
    small as (
      select p.drawer_id from places p where not p.is_loose group by p.drawer_id having count(*) < 128),
    worth as (
      select p.desk_id from places p where p.is_loose group by p.desk_id having count(*) >= p_fewest)
    select p.desk_id, p.row_id from places p join worth w on w.desk_id = p.desk_id
    where p.is_loose or p.drawer_id in (select s.drawer_id from small s)
    order by p.desk_id, p.is_loose desc, p.drawer_id limit least(p_most, 5000);
end $$;

create or replace function auth.file_drawer(p_id uuid, p_desk uuid, p_label text, p_schema integer, p_lines bytea, p_rows uuid[], p_revs bigint[])
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  found_rows integer;
begin
  if (p_desk = any (auth.my_desks())) is not true or (p_id = auth.drawer_name(p_desk, p_label, p_rows, p_revs)) is not true
    or p_schema <> internal.drawer_schema()
    or not pg_try_advisory_xact_lock(internal.drawers_lock(p_desk)) then return false; end if;
  if p_label = 'person.desk_card' then
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.person x on x.tenant_id = tenant and x.id = n.id and x.rev = n.rev and x.desk_id = p_desk and x.desk_card is not null;
  else
    select count(*) into found_rows from unnest(p_rows, p_revs) as n (id, rev)
    join public.case_ x on x.tenant_id = tenant and x.id = n.id and x.core_rev = n.rev and x.desk_id = p_desk and x.label is not null;
  end if;
  if found_rows <> cardinality(p_rows) or p_rows && internal.kept_people(tenant) or exists (
    select from auth.search_place s join auth.case_block b on b.tenant_id = s.tenant_id and b.case_id = s.case_id
    where s.tenant_id = tenant and s.row_id = any (p_rows)) then return false; end if;
  -- What somebody else has filed since these rows were read stays: this very drawer, or one that is half full.
  if exists (
    select from public.search_drawer d
    where d.tenant_id = tenant and d.id in (select s.drawer_id from auth.search_place s where s.tenant_id = tenant and s.row_id = any (p_rows))
      and (d.id = p_id or 128 <= (select count(*) from auth.search_place s where s.tenant_id = tenant and s.drawer_id = d.id))
      and not exists (select from auth.search_stale m where m.tenant_id = tenant and m.desk_id = p_desk and m.drawer_id = d.id)) then return false; end if;
  insert into auth.search_stale (tenant_id, desk_id, drawer_id)
  select distinct s.tenant_id, s.desk_id, s.drawer_id from auth.search_place s
  where s.tenant_id = tenant and s.row_id = any (p_rows) and s.desk_id = p_desk and s.drawer_id is not null;
  perform internal.clear_drawers(tenant, p_desk);
  select count(*) into found_rows from auth.search_place s
  where s.tenant_id = tenant and s.row_id = any (p_rows) and s.desk_id = p_desk and s.label = p_label and s.drawer_id is null;
  if found_rows <> cardinality(p_rows) then return false; end if;
  insert into public.search_drawer (tenant_id, id, desk_id, label, schema_no, lines) values (tenant, p_id, p_desk, p_label, p_schema, p_lines);
  update auth.search_place s set drawer_id = p_id where s.tenant_id = tenant and s.row_id = any (p_rows);
  return true;
exception when deadlock_detected or unique_violation then return false;
end $$;
