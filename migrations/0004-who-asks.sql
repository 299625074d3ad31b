-- Who is asking. The setting yorube.sid holds an unguessable bearer (never a user id), resolved here; every policy
-- compares with the result of a sub-select, so that it is computed once per statement.

-- Idle 15 minutes, absolute end, replaced sessions 10 seconds (docs/security.md §3.6).
create function auth.live_session() returns auth.session
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from auth.session s
  where s.lookup = sha256(decode(nullif(current_setting('yorube.sid', true), ''), 'hex'))
    and s.ends_at > now() and s.active_at > now() - interval '15 minutes'
    and (s.replaced_at is null or s.replaced_at > now() - interval '10 seconds')
    and exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active')
$$;

create function auth.my_tenant() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select tenant_id from auth.live_session()
$$;

create function auth.my_user() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select user_id from auth.live_session()
$$;

create function auth.my_desks() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select m.desk_id from auth.live_session() s
    join auth.membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
    join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    where m.not_before <= extract(epoch from now())
      and (m.not_after = 0 or m.not_after > extract(epoch from now())))
$$;

-- Desks where I hold one of these roles.
create function auth.my_desks_as(roles text[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select m.desk_id from auth.live_session() s
    join auth.membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
    join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    where m.role = any(roles) and m.not_before <= extract(epoch from now())
      and (m.not_after = 0 or m.not_after > extract(epoch from now())))
$$;

-- Roles not held at a desk.
create function auth.my_roles() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select r.role from auth.live_session() s
    join auth.role_assignment r on r.tenant_id = s.tenant_id and r.user_id = s.user_id
    where r.not_before <= now() and (r.not_after is null or r.not_after > now()))
$$;

create function auth.my_blocked_cases() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select b.case_id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and b.user_id = s.user_id)
$$;

-- The compartments of those cases, sheets at other desks included.
create function auth.my_blocked_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select c.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and b.user_id = s.user_id
    join auth.compartment c on c.tenant_id = b.tenant_id and c.case_id = b.case_id)
$$;

-- Compartments shared with my desks by a disclosure (a basis is named); the owning desk's own are found by desk id.
create function auth.my_shared_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select g.compartment_id from auth.compartment_grant g
    where g.tenant_id = (select auth.my_tenant()) and g.desk_id = any ((select auth.my_desks())::uuid[])
      and g.basis_id is not null
      and (g.not_after = 0 or g.not_after > extract(epoch from now())))
$$;

-- First statement of every transaction: sets the bearer, marks activity (at most every 30 s, and only for a person's
-- own acts), answers who it is. No row = no live session.
create function auth.enter(sid bytea, is_act boolean)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea,
               network_hash bytea, step_up_until timestamptz, ends_at timestamptz, active_at timestamptz,
               tenant_name text, is_sample boolean, roles text[], role_macs bytea[], has_pledged boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  perform set_config('yorube.sid', encode(sid, 'hex'), true);
  s := auth.live_session();
  if s.id is null then return; end if;
  if is_act and s.active_at < now() - interval '30 seconds' then
    update auth.session x set active_at = now() where x.tenant_id = s.tenant_id and x.id = s.id;
  end if;
  return query
    select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.network_hash, s.step_up_until,
           s.ends_at, s.active_at, t.name, t.is_sample, (select auth.my_roles()),
           array(select r.mac from unnest((select auth.my_roles())) with ordinality as mine(role, place)
             join auth.role_assignment r on r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.role = mine.role
             order by mine.place),
           exists (select from auth.pledge p where p.tenant_id = s.tenant_id and p.user_id = s.user_id
             and (p.renew_by is null or p.renew_by >= (now() at time zone 'Asia/Tokyo')::date))
    from auth.staff_user u join auth.tenant t on t.tenant_id = u.tenant_id
    where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active';
end $$;

-- The wraps that this session may use: all epochs of the desks I belong to today.
create function auth.my_memberships()
returns table (tenant_id uuid, desk_id uuid, user_id uuid, epoch integer, role text, not_before bigint, not_after bigint,
               wrap bytea, mac bytea, is_current boolean, desk_kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.tenant_id, m.desk_id, m.user_id, m.epoch, m.role, m.not_before, m.not_after, m.wrap, m.mac,
         m.epoch = d.epoch, d.kind
  from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id
  where m.tenant_id = (select auth.my_tenant()) and m.user_id = (select auth.my_user())
    and m.desk_id = any ((select auth.my_desks())::uuid[])
$$;

-- Wraps of the named compartments for my desks. A share that has expired or been withdrawn is simply not there.
create function auth.my_grants(compartments uuid[])
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
  from auth.compartment_grant g
  join auth.compartment c on c.tenant_id = g.tenant_id and c.id = g.compartment_id
  where g.tenant_id = (select auth.my_tenant()) and g.compartment_id = any (compartments)
    and g.desk_id = any ((select auth.my_desks())::uuid[])
    and (g.not_after = 0 or g.not_after > extract(epoch from now()))
    and (c.case_id is null or c.case_id <> all ((select auth.my_blocked_cases())::uuid[]))
$$;

-- Before there is a session: which tenant a host name means.
create function auth.tenant_for(host text) returns table (tenant_id uuid, name text, kind text, is_sample boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, t.name, t.kind, t.is_sample from auth.tenant t
  where lower(host) = any (t.hosts) or t.is_default
  order by (lower(host) = any (t.hosts)) desc limit 1
$$;

call internal.definer('auth.live_session()', 'yorube_definer');
call internal.definer('auth.my_tenant()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_user()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_desks()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_desks_as(text[])', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_roles()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_blocked_cases()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_blocked_compartments()', 'yorube_app, yorube_auditor');
call internal.definer('auth.my_shared_compartments()', 'yorube_app, yorube_auditor');
call internal.definer('auth.enter(bytea, boolean)', 'yorube_app');
call internal.definer('auth.my_memberships()', 'yorube_app');
call internal.definer('auth.my_grants(uuid[])', 'yorube_app');
call internal.definer('auth.tenant_for(text)', 'yorube_app, yorube_intake');

call internal.protect('auth.tenant');
call internal.protect('auth.staff_user');
call internal.protect('auth.user_key');
call internal.protect('auth.unlocker');
call internal.protect('auth.factor');
call internal.protect('auth.factor_code');
call internal.protect('auth.session');
call internal.protect('auth.role_assignment');
call internal.protect('auth.sign_in_attempt');
call internal.protect('auth.submission');
call internal.protect('auth.pledge');
call internal.protect('auth.desk');
call internal.protect('auth.desk_key');
call internal.protect('auth.membership');
call internal.protect('auth.compartment');
call internal.protect('auth.compartment_grant');
call internal.protect('auth.case_block');

-- Colleagues, desks and their public keys are known inside the tenant; secrets are reached through functions only.
grant select on auth.tenant, auth.staff_user, auth.user_key, auth.desk, auth.desk_key to yorube_app;
create policy read on auth.tenant for select to yorube_app using (true);
create policy read on auth.staff_user for select to yorube_app using (true);
create policy read on auth.user_key for select to yorube_app using (true);
create policy read on auth.desk for select to yorube_app using (true);
create policy read on auth.desk_key for select to yorube_app using (true);

-- Who sits at a desk is known to the tenant; the wrap column is not granted.
grant select (tenant_id, desk_id, user_id, epoch, role, not_before, not_after, created_at) on auth.membership to yorube_app;
create policy read on auth.membership for select to yorube_app using (true);

-- Her own sessions: she sees them (never the wrap) and ends them.
grant select (tenant_id, id, user_id, device_label, created_at, active_at, ends_at, replaced_at), delete on auth.session to yorube_app;
create policy own on auth.session for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_end on auth.session for delete to yorube_app using (user_id = (select auth.my_user()));

grant select, insert on auth.submission to yorube_app;
create policy own on auth.submission for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_add on auth.submission for insert to yorube_app with check (user_id = (select auth.my_user()));
grant update (outcome_id) on auth.submission to yorube_app;
create policy own_settle on auth.submission for update to yorube_app using (user_id = (select auth.my_user()));

-- Who has acknowledged is known to the tenant (supervisors follow it up); each acknowledges for herself.
grant select, insert on auth.pledge to yorube_app;
create policy read on auth.pledge for select to yorube_app using (true);
create policy own_add on auth.pledge for insert to yorube_app with check (user_id = (select auth.my_user()));

-- Compartments: the owning desk makes, shares and withdraws; a desk that was given a share sees that it holds one.
-- Which case a compartment belongs to is not told: a desk could join the requests it gets about one person.
grant select (tenant_id, id, kind, owner_desk_id, created_at), insert, delete, update (owner_desk_id, case_id)
  on auth.compartment to yorube_app;
create policy made on auth.compartment for insert to yorube_app
  with check (owner_desk_id = any ((select auth.my_desks())::uuid[]));
create policy held on auth.compartment for select to yorube_app using (
  owner_desk_id = any ((select auth.my_desks())::uuid[]) or id = any ((select auth.my_shared_compartments())::uuid[]));
create policy owned_end on auth.compartment for delete to yorube_app
  using (owner_desk_id = any ((select auth.my_desks())::uuid[]));
create policy owned_hand_over on auth.compartment for update to yorube_app
  using (owner_desk_id = any ((select auth.my_desks())::uuid[]));
grant select (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, not_after, basis_id, created_at), insert, delete
  on auth.compartment_grant to yorube_app;
create policy held on auth.compartment_grant for select to yorube_app using (
  owner_desk_id = any ((select auth.my_desks())::uuid[])
  or (desk_id = any ((select auth.my_desks())::uuid[])
      and (basis_id is null or compartment_id = any ((select auth.my_shared_compartments())::uuid[]))));
create policy shared on auth.compartment_grant for insert to yorube_app
  with check (owner_desk_id = any ((select auth.my_desks())::uuid[]));
create policy withdrawn on auth.compartment_grant for delete to yorube_app
  using (owner_desk_id = any ((select auth.my_desks())::uuid[]));
-- Whoever could end or rewrite the key of a case that does not exist for her would learn that it does.
create policy not_blocked on auth.compartment as restrictive to yorube_app
  using (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]));
create policy not_blocked on auth.compartment_grant as restrictive to yorube_app
  using (compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));
