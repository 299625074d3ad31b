-- What may happen without a session: signing in, activating an account, founding the first tenant. Each is one
-- function; the unlocker's proof (its SHA-256 is stored) must be shown, so that an injected statement cannot open a
-- session in somebody's name.

create function auth.sign_in_material(p_tenant uuid, p_login text, p_kind text)
returns table (user_id uuid, display_name text, unlocker_id uuid, kind text, salt bytea, auth_hash bytea, wrap bytea,
               not_after bigint, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.display_name, k.unlocker_id, k.kind, k.salt, k.auth_hash, k.wrap, k.not_after, k.mac
  from auth.staff_user u join auth.unlocker k on k.tenant_id = u.tenant_id and k.user_id = u.id
  where u.tenant_id = p_tenant and lower(u.login) = lower(p_login) and k.kind = p_kind
    and u.state = case p_kind when 'activation' then 'invited' else 'active' end
$$;

create function auth.factors_of(p_tenant uuid, p_user uuid)
returns table (id uuid, kind text, secret bytea, last_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.id, f.kind, f.secret, f.last_step from auth.factor f where f.tenant_id = p_tenant and f.user_id = p_user
$$;

-- A time step counts once, and only forward.
create function auth.use_factor_step(p_tenant uuid, p_user uuid, p_factor uuid, p_step bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.factor set last_step = p_step
  where tenant_id = p_tenant and user_id = p_user and id = p_factor and last_step < p_step;
  return found;
end $$;

create function auth.use_factor_code(p_tenant uuid, p_user uuid, p_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.factor_code set used_at = now()
  where tenant_id = p_tenant and user_id = p_user and code_hash = p_hash and used_at is null;
  return found;
end $$;

-- Failed attempts of the last 15 minutes: per account 5, per network 30 (docs/security.md §6). A success forgives the
-- account's failures, not the network's. Answers counts, and how many seconds lie since the last failure and since the
-- one that must leave the window before another try. Null = another attempt at this account is being checked right now:
-- attempts are counted one after the other, or many at once would slip under the limit.
create function auth.attempts(p_tenant uuid, p_login_hash bytea, p_network_hash bytea)
returns table (of_account integer, of_network integer, since_last integer, since_fifth integer, since_thirtieth integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not pg_try_advisory_xact_lock(('x' || left(encode(sha256(p_tenant::text::bytea || p_login_hash), 'hex'), 16))::bit(64)::bigint)
  then return; end if;
  return query
    with failed as (
      select a.at, a.network_hash = p_network_hash as is_network,
             a.login_hash = p_login_hash and a.at > coalesce((select max(x.at) from auth.sign_in_attempt x
               where x.tenant_id = p_tenant and x.login_hash = p_login_hash and x.succeeded), '-infinity') as is_account
      from auth.sign_in_attempt a
      where a.tenant_id = p_tenant and a.at > now() - interval '15 minutes' and not a.succeeded
        and (a.login_hash = p_login_hash or a.network_hash = p_network_hash)
    ), aged as (select is_network, is_account, floor(extract(epoch from now() - at))::integer as age from failed)
    select (count(*) filter (where is_account))::integer, (count(*) filter (where is_network))::integer,
           min(age) filter (where is_account),
           (array_agg(age order by age) filter (where is_account))[5],
           (array_agg(age order by age) filter (where is_network))[30]
    from aged;
end $$;

create function auth.note_attempt(p_tenant uuid, p_login_hash bytea, p_network_hash bytea, p_succeeded boolean) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.sign_in_attempt where tenant_id = p_tenant and at < now() - interval '1 day';
  insert into auth.sign_in_attempt (tenant_id, login_hash, network_hash, succeeded)
  values (p_tenant, p_login_hash, p_network_hash, p_succeeded)
$$;

-- At most two sessions a person; the oldest ends.
create function auth.open_session(p_tenant uuid, p_user uuid, p_proof bytea, p_lookup bytea, p_wrap bytea,
                                  p_network_hash bytea, p_device_label text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.unlocker k join auth.staff_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
  where k.tenant_id = p_tenant and k.user_id = p_user and k.kind = 'password' and u.state = 'active'
    and k.auth_hash = sha256(p_proof);
  if not found then return false; end if;
  delete from auth.session where tenant_id = p_tenant and user_id = p_user
    and (ends_at <= now() or active_at <= now() - interval '15 minutes' or replaced_at < now() - interval '10 seconds');
  delete from auth.session where tenant_id = p_tenant and id in (
    select id from auth.session where tenant_id = p_tenant and user_id = p_user and replaced_at is null
    order by created_at desc offset 1);
  insert into auth.session (tenant_id, lookup, user_id, wrap, network_hash, device_label, ends_at)
  values (p_tenant, p_lookup, p_user, p_wrap, p_network_hash, left(p_device_label, 80), now() + interval '10 hours');
  return true;
end $$;

-- After a step-up: a new bearer for the same session, five minutes of heightened rights.
create function auth.renew_session(p_proof bytea, p_lookup bytea, p_wrap bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  perform 1 from auth.unlocker k where k.tenant_id = s.tenant_id and k.user_id = s.user_id and k.kind = 'password'
    and k.auth_hash = sha256(p_proof);
  if not found or s.replaced_at is not null then return false; end if;
  update auth.session set replaced_at = now() where tenant_id = s.tenant_id and id = s.id;
  insert into auth.session (tenant_id, lookup, user_id, wrap, network_hash, device_label, ends_at, step_up_until)
  values (s.tenant_id, p_lookup, s.user_id, p_wrap, s.network_hash, s.device_label, s.ends_at, now() + interval '5 minutes');
  return true;
end $$;

-- Signing out. The audit line is written here: afterwards nobody is left whom it could name.
create function auth.end_session() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  perform audit.record('account.sign-out', 'session', s.id, null, 'own-account', null, 'ok', null, null, null);
  delete from auth.session where tenant_id = s.tenant_id and user_id = s.user_id and (id = s.id or replaced_at is not null);
end $$;

-- By the clock: sessions that are over, submissions and attempts nobody needs any more.
create function auth.end_old_sessions() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.session where ends_at <= now() or active_at <= now() - interval '15 minutes'
    or replaced_at < now() - interval '1 minute';
  delete from auth.submission where at < now() - interval '7 days';
  delete from auth.sign_in_attempt where at < now() - interval '1 day'
$$;

-- A new password in place of the shown one, or of the activation code; other sessions of the account end.
create function auth.replace_unlocker(p_tenant uuid, p_user uuid, p_old_kind text, p_proof bytea, p_id uuid, p_salt bytea,
                                      p_auth_hash bytea, p_wrap bytea, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.unlocker where tenant_id = p_tenant and user_id = p_user and kind = p_old_kind
    and auth_hash = sha256(p_proof) and (not_after = 0 or not_after > extract(epoch from now()));
  if not found then return false; end if;
  insert into auth.unlocker (tenant_id, user_id, unlocker_id, kind, salt, auth_hash, wrap, mac)
  values (p_tenant, p_user, p_id, 'password', p_salt, p_auth_hash, p_wrap, p_mac);
  update auth.staff_user set state = 'active' where tenant_id = p_tenant and id = p_user and state = 'invited';
  delete from auth.session where tenant_id = p_tenant and user_id = p_user and lookup is distinct from
    (select lookup from auth.live_session());
  return true;
end $$;

-- All second factors of an account, in place of those it had; the proof of its password or activation code is shown.
create function auth.replace_factors(p_tenant uuid, p_user uuid, p_proof bytea, p_ids uuid[], p_kinds text[], p_secrets bytea[],
                                     p_last_steps bigint[], p_code_factors uuid[], p_code_hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.unlocker k where k.tenant_id = p_tenant and k.user_id = p_user and k.auth_hash = sha256(p_proof)
    and (k.not_after = 0 or k.not_after > extract(epoch from now()));
  if not found then return false; end if;
  delete from auth.factor where tenant_id = p_tenant and user_id = p_user;
  insert into auth.factor (tenant_id, user_id, id, kind, secret, last_step)
  select p_tenant, p_user, f.id, f.kind, f.secret, f.last_step
  from unnest(p_ids, p_kinds, p_secrets, p_last_steps) as f (id, kind, secret, last_step);
  insert into auth.factor_code (tenant_id, user_id, factor_id, code_hash)
  select p_tenant, p_user, c.factor_id, c.code_hash from unnest(p_code_factors, p_code_hashes) as c (factor_id, code_hash);
  return true;
end $$;

-- The one-time link of the first start: offered only while there is no tenant.
create table auth.setup_link (
  tenant_id uuid primary key,
  token_hash bytea not null,
  offered_at timestamptz not null default now()
);
call internal.classify('auth.setup_link', 'tenant_id P, token_hash K, offered_at P');
call internal.protect('auth.setup_link');

create function auth.offer_setup(p_token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from auth.tenant) then return false; end if;
  delete from auth.setup_link;
  insert into auth.setup_link (tenant_id, token_hash) values (gen_random_uuid(), p_token_hash);
  return true;
end $$;

create function auth.setup_is_open(p_token bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.setup_link where token_hash = sha256(p_token)) and not exists (select from auth.tenant)
$$;

-- A tenant and its first administrator, who signs in with the given session at once.
create function auth.found_tenant(p_tenant uuid, p_name text, p_kind text, p_parent uuid, p_hosts text[],
  p_is_default boolean, p_is_sample boolean, p_user uuid, p_login text, p_display_name text,
  p_key_id bytea, p_public_key bytea, p_key_mac bytea,
  p_unlocker uuid, p_salt bytea, p_auth_hash bytea, p_wrap bytea, p_unlocker_mac bytea, p_role_mac bytea,
  p_lookup bytea, p_session_wrap bytea, p_network_hash bytea) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.tenant (tenant_id, name, kind, parent_id, hosts, is_default, is_sample)
  values (p_tenant, p_name, p_kind, p_parent, p_hosts, p_is_default, p_is_sample);
  insert into auth.staff_user (tenant_id, id, login, display_name, state) values (p_tenant, p_user, p_login, p_display_name, 'active');
  insert into auth.user_key values (p_tenant, p_user, p_key_id, p_public_key, p_key_mac);
  insert into auth.unlocker (tenant_id, user_id, unlocker_id, kind, salt, auth_hash, wrap, mac)
  values (p_tenant, p_user, p_unlocker, 'password', p_salt, p_auth_hash, p_wrap, p_unlocker_mac);
  insert into auth.role_assignment (tenant_id, user_id, role, mac) values (p_tenant, p_user, 'tenant_admin', p_role_mac);
  insert into auth.session (tenant_id, lookup, user_id, wrap, network_hash, ends_at)
  values (p_tenant, p_lookup, p_user, p_session_wrap, p_network_hash, now() + interval '10 hours');
  delete from auth.setup_link;
end $$;

create function auth.found_first_tenant(p_token bytea, p_tenant uuid, p_name text, p_kind text,
  p_user uuid, p_login text, p_display_name text, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
  p_unlocker uuid, p_salt bytea, p_auth_hash bytea, p_wrap bytea, p_unlocker_mac bytea, p_role_mac bytea,
  p_lookup bytea, p_session_wrap bytea, p_network_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('yorube set-up'));
  if not auth.setup_is_open(p_token) then return false; end if;
  perform auth.found_tenant(p_tenant, p_name, p_kind, null, '{}', true, false, p_user, p_login, p_display_name, p_key_id,
    p_public_key, p_key_mac, p_unlocker, p_salt, p_auth_hash, p_wrap, p_unlocker_mac, p_role_mac, p_lookup, p_session_wrap, p_network_hash);
  return true;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'auth'::regnamespace
    and p.proname in ('sign_in_material', 'factors_of', 'use_factor_step', 'use_factor_code', 'attempts', 'note_attempt',
      'open_session', 'renew_session', 'end_session', 'replace_unlocker', 'replace_factors', 'offer_setup', 'setup_is_open', 'found_first_tenant') loop
    call internal.definer(f, 'yorube_app');
  end loop;
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'auth'::regnamespace and p.proname = 'found_tenant' loop
    call internal.definer(f, 'yorube_migrator');
  end loop;
end $$;

call internal.definer('auth.end_old_sessions()', 'yorube_worker');

-- Accounts are made by the tenant's administrators, always invited; later states come through functions.
grant insert (tenant_id, id, login, display_name), update (login, display_name) on auth.staff_user to yorube_app;
create policy admin_add on auth.staff_user for insert to yorube_app
  with check (state = 'invited' and 'tenant_admin' = any ((select auth.my_roles())::text[]));
create policy admin_change on auth.staff_user for update to yorube_app using ('tenant_admin' = any ((select auth.my_roles())::text[]));
grant insert on auth.user_key, auth.unlocker to yorube_app;
create policy admin_add on auth.user_key for insert to yorube_app with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
create policy admin_invite on auth.unlocker for insert to yorube_app
  with check (kind = 'activation' and not_after > 0 and 'tenant_admin' = any ((select auth.my_roles())::text[]));
grant select (tenant_id, user_id, role, not_before, not_after), insert on auth.role_assignment to yorube_app;
create policy read on auth.role_assignment for select to yorube_app using (true);
create policy admin_add on auth.role_assignment for insert to yorube_app
  with check (user_id <> (select auth.my_user()) and 'tenant_admin' = any ((select auth.my_roles())::text[]));
-- Her own factors: which she has and how many codes are left. They change through auth.replace_factors only.
grant select (tenant_id, user_id, id, kind, created_at) on auth.factor to yorube_app;
create policy own on auth.factor for select to yorube_app using (user_id = (select auth.my_user()));
grant select (tenant_id, user_id, factor_id, used_at) on auth.factor_code to yorube_app;
create policy own on auth.factor_code for select to yorube_app using (user_id = (select auth.my_user()));

-- Desks: administrators found them. Who may admit and how one leaves stands in 0060.
grant insert, update (epoch) on auth.desk to yorube_app;
create policy admin_add on auth.desk for insert to yorube_app with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
create policy admin_change on auth.desk for update to yorube_app using ('tenant_admin' = any ((select auth.my_roles())::text[]));
grant insert on auth.desk_key to yorube_app;
create policy admin_add on auth.desk_key for insert to yorube_app with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
-- Wraps sealed to a public key are rewritten by their reader as symmetric ones.
grant update (wrap, mac) on auth.membership, auth.compartment_grant to yorube_app;
create policy settle on auth.membership for update to yorube_app using (user_id = (select auth.my_user()));
create policy settle on auth.compartment_grant for update to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[])
  and (basis_id is null or compartment_id = any ((select auth.my_shared_compartments())::uuid[])));
grant insert on auth.case_block to yorube_app;
