-- Security keys and passkeys (docs/adr/0022): a second factor besides the code, and where the device derives a secret
-- (WebAuthn's PRF) an unlocker of its own. What is checked of an answer (signature, origin, counter) the application checks.

create table auth.passkey (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  -- The host name it was made at, and works at.
  rp_id text not null,
  credential_id bytea not null,
  public_key bytea not null,
  -- How often it was used, as the device counts; many always say 0.
  counter bigint not null default 0,
  name text not null,
  -- Whether it opens her keys by itself (auth.unlocker of the same id).
  opens boolean not null,
  mac bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create unique index passkey_credential on auth.passkey (tenant_id, rp_id, credential_id);
call internal.classify('auth.passkey', 'tenant_id P, user_id P, id P, rp_id P, credential_id K, public_key K, counter P, name P, opens P, mac K, created_at P, used_at P');
call internal.protect('auth.passkey');
-- Her own, as she calls them; the rest is reached through functions only.
grant select (tenant_id, user_id, id, rp_id, name, opens, created_at, used_at) on auth.passkey to yorube_app;
create policy own on auth.passkey for select to yorube_app using (user_id = (select auth.my_user()));

-- One person may have several unlockers of this kind, one for each device.
alter table auth.unlocker drop constraint unlocker_kind_check;
alter table auth.unlocker add constraint unlocker_kind_check check (kind in ('password', 'activation', 'passkey'));
drop index auth.unlocker_kind;
create unique index unlocker_kind on auth.unlocker (tenant_id, user_id, kind) where kind <> 'passkey';

-- What a device is asked to sign, once and within five minutes. The hash is keyed, over what it is for and whose browser or
-- session it was given to: a row that somebody else writes answers nothing.
create table auth.challenge (
  tenant_id uuid not null references auth.tenant,
  hash bytea not null,
  network_hash bytea not null,
  ends_at timestamptz not null default now() + interval '5 minutes',
  primary key (tenant_id, hash)
);
create index challenge_network on auth.challenge (tenant_id, network_hash, ends_at desc);
call internal.classify('auth.challenge', 'tenant_id P, hash K, network_hash K, ends_at P');
call internal.protect('auth.challenge');

-- Anybody may ask for one: each network keeps its newest fifty.
create function auth.give_challenge(p_tenant uuid, p_hash bytea, p_network_hash bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.challenge where tenant_id = p_tenant and (ends_at <= now() or hash in (
    select c.hash from auth.challenge c where c.tenant_id = p_tenant and c.network_hash = p_network_hash
    order by c.ends_at desc offset 49));
  insert into auth.challenge (tenant_id, hash, network_hash) values (p_tenant, p_hash, p_network_hash)
$$;

create function auth.take_challenge(p_tenant uuid, p_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare until timestamptz;
begin
  delete from auth.challenge where tenant_id = p_tenant and hash = p_hash returning ends_at into until;
  return until is not null and until > now();
end $$;

-- Those of an account that work at this host name, with what they open.
create function auth.passkeys_of(p_tenant uuid, p_login text, p_rp_id text)
returns table (user_id uuid, id uuid, credential_id bytea, public_key bytea, counter bigint, opens boolean, mac bytea,
               salt bytea, auth_hash bytea, wrap bytea, unlocker_mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.user_id, p.id, p.credential_id, p.public_key, p.counter, p.opens, p.mac, k.salt, k.auth_hash, k.wrap, k.mac
  from auth.staff_user u join auth.passkey p on p.tenant_id = u.tenant_id and p.user_id = u.id
    left join auth.unlocker k on k.tenant_id = p.tenant_id and k.user_id = p.user_id and k.unlocker_id = p.id and k.kind = 'passkey'
  where u.tenant_id = p_tenant and lower(u.login) = lower(p_login) and u.state = 'active' and p.rp_id = p_rp_id
  order by p.created_at limit 5
$$;

-- The count of a device only goes forward; one that does not count stays at 0.
create function auth.use_passkey(p_tenant uuid, p_user uuid, p_id uuid, p_counter bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.passkey set counter = p_counter, used_at = now()
  where tenant_id = p_tenant and user_id = p_user and id = p_id
    and (counter < p_counter or (counter = 0 and p_counter = 0));
  return found;
end $$;

-- The account hears of it by a notice, whoever sat at her screen. Answers 'done', 'unconfirmed', 'many' or 'taken'.
create function auth.add_passkey(p_id uuid, p_rp_id text, p_credential_id bytea, p_public_key bytea, p_counter bigint,
                                 p_name text, p_mac bytea, p_salt bytea, p_auth_hash bytea, p_wrap bytea,
                                 p_unlocker_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  perform 1 from auth.staff_user where tenant_id = s.tenant_id and id = s.user_id for update;
  if (select count(*) from auth.passkey where tenant_id = s.tenant_id and user_id = s.user_id) >= 5 then return 'many'; end if;
  insert into auth.passkey (tenant_id, user_id, id, rp_id, credential_id, public_key, counter, name, opens, mac)
  values (s.tenant_id, s.user_id, p_id, p_rp_id, p_credential_id, p_public_key, p_counter, p_name, p_wrap is not null, p_mac)
  on conflict (tenant_id, rp_id, credential_id) do nothing;
  if not found then return 'taken'; end if;
  if p_wrap is not null then
    insert into auth.unlocker (tenant_id, user_id, unlocker_id, kind, salt, auth_hash, wrap, mac)
    values (s.tenant_id, s.user_id, p_id, 'passkey', p_salt, p_auth_hash, p_wrap, p_unlocker_mac);
  end if;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.passkey-added', 'own-account', s.user_id);
  return 'done';
end $$;

-- Never the last second factor. Answers 'done', 'unconfirmed', 'absent' or 'last'.
create function auth.remove_passkey(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  perform 1 from auth.staff_user where tenant_id = s.tenant_id and id = s.user_id for update;
  perform 1 from auth.passkey where tenant_id = s.tenant_id and user_id = s.user_id and id = p_id;
  if not found then return 'absent'; end if;
  if not exists (select from auth.passkey p where p.tenant_id = s.tenant_id and p.user_id = s.user_id and p.id <> p_id)
    and not exists (select from auth.factor f where f.tenant_id = s.tenant_id and f.user_id = s.user_id and f.kind = 'totp')
    and not exists (select from auth.factor_code c where c.tenant_id = s.tenant_id and c.user_id = s.user_id and c.used_at is null)
  then return 'last'; end if;
  delete from auth.passkey where tenant_id = s.tenant_id and user_id = s.user_id and id = p_id;
  delete from auth.unlocker where tenant_id = s.tenant_id and user_id = s.user_id and unlocker_id = p_id and kind = 'passkey';
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.passkey-removed', 'own-account', s.user_id);
  return 'done';
end $$;

-- Whoever leaves the office, or begins anew, keeps none: whichever function it was.
create function auth.forget_passkeys() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.passkey where tenant_id = new.tenant_id and user_id = new.id;
  delete from auth.unlocker where tenant_id = new.tenant_id and user_id = new.id and kind = 'passkey';
  return null;
end $$;
create trigger forget_passkeys after update of state on auth.staff_user for each row
  when (new.state in ('left', 'invited') and old.state <> new.state) execute function auth.forget_passkeys();

-- A session opens, and is confirmed, with the proof of a password or of a passkey that opens.
create or replace function auth.open_session(p_tenant uuid, p_user uuid, p_proof bytea, p_lookup bytea, p_wrap bytea,
                                             p_network_hash bytea, p_device_label text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.unlocker k join auth.staff_user u on u.tenant_id = k.tenant_id and u.id = k.user_id
  where k.tenant_id = p_tenant and k.user_id = p_user and k.kind in ('password', 'passkey') and u.state = 'active'
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

create or replace function auth.renew_session(p_proof bytea, p_lookup bytea, p_wrap bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  perform 1 from auth.unlocker k where k.tenant_id = s.tenant_id and k.user_id = s.user_id
    and k.kind in ('password', 'passkey') and k.auth_hash = sha256(p_proof);
  if not found or s.replaced_at is not null then return false; end if;
  update auth.session set replaced_at = now() where tenant_id = s.tenant_id and id = s.id;
  insert into auth.session (tenant_id, lookup, user_id, wrap, network_hash, device_label, ends_at, step_up_until)
  values (s.tenant_id, p_lookup, s.user_id, p_wrap, s.network_hash, s.device_label, s.ends_at, now() + interval '5 minutes');
  return true;
end $$;

create or replace function auth.end_old_sessions() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.session where ends_at <= now() or (machine_id is null and active_at <= now() - interval '15 minutes')
    or replaced_at < now() - interval '1 minute';
  delete from auth.submission where at < now() - interval '7 days';
  delete from auth.sign_in_attempt where at < now() - interval '1 day';
  delete from auth.challenge where ends_at <= now()
$$;

call internal.definer('auth.give_challenge(uuid, bytea, bytea)', 'yorube_app');
call internal.definer('auth.take_challenge(uuid, bytea)', 'yorube_app');
call internal.definer('auth.passkeys_of(uuid, text, text)', 'yorube_app');
call internal.definer('auth.use_passkey(uuid, uuid, uuid, bigint)', 'yorube_app');
call internal.definer('auth.add_passkey(uuid, text, bytea, bytea, bigint, text, bytea, bytea, bytea, bytea, bytea)', 'yorube_app');
call internal.definer('auth.remove_passkey(uuid)', 'yorube_app');
call internal.definer('auth.forget_passkeys()', 'yorube_definer');
