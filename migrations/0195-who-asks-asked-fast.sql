-- Every policy asks who it is, so these functions run some twenty times for one case that is opened. What they answer is as before.
-- As SQL functions they were set up anew by every statement, and the session's own query read through all of an office's staff (a
-- hashed anti join): 130 µs a call with 600 people, more with more. In PL/pgSQL the connection keeps their plans, and each step is
-- one look into an index. The plans do not depend on the values: a plan made for them each time costs more than it gains.

create or replace function auth.live_session() returns auth.session
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  select x.* into s from auth.session x
  where x.lookup = sha256(decode(nullif(current_setting('yorube.sid', true), ''), 'hex'))
    and x.ends_at > now() and (x.machine_id is not null or x.active_at > now() - interval '15 minutes')
    and (x.replaced_at is null or x.replaced_at > now() - interval '10 seconds')
    and (select u.state from auth.staff_user u where u.tenant_id = x.tenant_id and u.id = x.user_id) = 'active';
  -- When one of those behind a program is gone, nobody answers for it (0148).
  if s.machine_id is not null and exists (select from unnest(s.behind) as b (id)
      where (select a.state from auth.staff_user a where a.tenant_id = s.tenant_id and a.id = b.id) is distinct from 'active') then
    return null;
  end if;
  return s;
end $$;

-- What follows from a session, for the functions below: who calls them has asked for the session that lives, and nobody else can
-- call them.
create function auth.desks_of(s auth.session, roles text[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return array(
    select m.desk_id from auth.membership m
    join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and (roles is null or m.role = any (roles))
      and m.not_before <= extract(epoch from now())
      and (m.not_after = 0 or m.not_after > extract(epoch from now())));
end $$;
call internal.definer('auth.desks_of(auth.session, text[])', 'yorube_definer');

create function auth.blocked_cases_of(s auth.session) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  -- Hers, and for a program those of everybody behind it.
  return array(
    select b.case_id from auth.case_block b
    where b.tenant_id = s.tenant_id and (b.user_id = s.user_id or b.user_id = any (s.behind)));
end $$;
call internal.definer('auth.blocked_cases_of(auth.session)', 'yorube_definer');

create or replace function auth.my_tenant() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (auth.live_session()).tenant_id;
end $$;

create or replace function auth.my_user() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (auth.live_session()).user_id;
end $$;

create or replace function auth.my_desks() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return auth.desks_of(auth.live_session(), null);
end $$;

create or replace function auth.my_desks_as(roles text[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return auth.desks_of(auth.live_session(), coalesce(roles, '{}'));
end $$;

create or replace function auth.my_roles() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return array(
    select r.role from auth.role_assignment r
    where r.tenant_id = s.tenant_id and r.user_id = s.user_id
      and r.not_before <= now() and (r.not_after is null or r.not_after > now())
    order by r.role);
end $$;

create or replace function auth.my_blocked_cases() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return auth.blocked_cases_of(auth.live_session());
end $$;

create or replace function auth.my_blocked_compartments() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  blocked uuid[] := auth.blocked_cases_of(s);
begin
  return array(select c.id from auth.compartment c where c.tenant_id = s.tenant_id and c.case_id = any (blocked));
end $$;

create or replace function auth.my_blocked_people() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  blocked uuid[] := auth.blocked_cases_of(s);
begin
  return array(select p.id from public.person p where p.tenant_id = s.tenant_id and p.case_id = any (blocked));
end $$;

create or replace function auth.my_blocked_notes() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  blocked uuid[] := auth.blocked_cases_of(s);
begin
  return array(select n.id from public.handover_note n where n.tenant_id = s.tenant_id and n.case_id = any (blocked));
end $$;

create or replace function auth.my_glass_compartments() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare s auth.session := auth.live_session();
begin
  -- Mostly nobody has broken a glass.
  if not exists (select from auth.break_glass b
      where b.tenant_id = s.tenant_id and b.user_id = s.user_id and b.ends_at > now()) then return '{}'; end if;
  return array(
    select g.compartment_id from auth.break_glass b
    join auth.duty_desk d on d.tenant_id = b.tenant_id and d.desk_id = b.desk_id and d.until is null
    join auth.compartment c on c.tenant_id = b.tenant_id and c.case_id = b.case_id
    join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.id and g.desk_id = d.desk_id
      and g.for_duty and g.basis_id = d.id
    where b.tenant_id = s.tenant_id and b.user_id = s.user_id and b.ends_at > now()
      and b.verdict is distinct from 'not_needed'
      and b.desk_id = any (auth.desks_of(s, array['counselor', 'supervisor', 'manager'])));
end $$;

create or replace function auth.my_shared_compartments() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  desks uuid[] := auth.desks_of(s, null);
begin
  return array(
    select g.compartment_id from auth.compartment_grant g
    where g.tenant_id = s.tenant_id and g.desk_id = any (desks) and g.basis_id is not null and not g.for_duty
      -- Told by what the key rests on as well, which the vault has signed.
      and not exists (select from auth.duty_desk d where d.tenant_id = g.tenant_id and d.id = g.basis_id)
      and (g.not_after = 0 or g.not_after > extract(epoch from now())))
    || auth.my_glass_compartments();
end $$;

create or replace function auth.my_memberships()
returns table (tenant_id uuid, desk_id uuid, user_id uuid, epoch integer, role text, not_before bigint, not_after bigint,
               wrap bytea, mac bytea, is_current boolean, desk_kind text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  s auth.session := auth.live_session();
  desks uuid[] := auth.desks_of(s, null);
begin
  return query
    select m.tenant_id, m.desk_id, m.user_id, m.epoch, m.role, m.not_before, m.not_after, m.wrap, m.mac,
           m.epoch = d.epoch, d.kind
    from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.desk_id = any (desks);
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
  glass uuid[] := auth.my_glass_compartments();
begin
  return query
    select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
    from auth.compartment_grant g
    join auth.compartment c on c.tenant_id = g.tenant_id and c.id = g.compartment_id
    where g.tenant_id = s.tenant_id and g.compartment_id = any (compartments) and g.desk_id = any (desks)
      and (g.not_after = 0 or g.not_after > extract(epoch from now()))
      and (c.case_id is null or c.case_id <> all (blocked))
      and (not (g.for_duty or exists (select from auth.duty_desk d where d.tenant_id = g.tenant_id and d.id = g.basis_id))
        or g.compartment_id = any (glass));
end $$;

create or replace function auth.my_case_grants(p_case uuid)
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  s auth.session := auth.live_session();
  desks uuid[] := auth.desks_of(s, null);
begin
  if p_case = any (auth.blocked_cases_of(s)) or not exists (select from public.case_ c
      where c.tenant_id = s.tenant_id and c.id = p_case and c.desk_id = any (desks)) then return; end if;
  return query
    select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
    from auth.compartment k
    join auth.compartment_grant g on g.tenant_id = k.tenant_id and g.compartment_id = k.id
    where k.tenant_id = s.tenant_id and k.case_id = p_case and g.desk_id = any (desks)
      and (g.not_after = 0 or g.not_after > extract(epoch from now()));
end $$;

-- As before; the case of a request, an act or a referral is looked for only where one is meant.
create or replace function audit.record(p_action text, p_object_type text, p_object uuid, p_case uuid, p_purpose text, p_basis text,
                             p_result text, p_count integer, p_content_hash bytea, p_reason bytea) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s auth.session := auth.live_session();
  about uuid := p_case;
  place bigint;
begin
  if s.id is null then return null; end if;
  if about is null and p_object_type = 'request' then
    about := (select r.case_id from public.request_case r where r.tenant_id = s.tenant_id and r.request_id = p_object);
  elsif about is null and p_object_type = 'official_act' then
    about := (select r.case_id from public.official_act a
      join public.request_case r on r.tenant_id = a.tenant_id and r.request_id = a.request_id
      where a.tenant_id = s.tenant_id and a.id = p_object);
  elsif about is null and p_object_type = 'referral' then
    about := (select o.case_id from public.referral_outcome o where o.tenant_id = s.tenant_id and o.referral_id = p_object);
  end if;
  insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, basis, result, count, content_hash, reason)
  values (s.tenant_id, s.user_id, s.lookup, p_action, p_object_type, p_object, about, p_purpose, p_basis, p_result, p_count, p_content_hash, p_reason)
  returning seq into place;
  return place;
end $$;
