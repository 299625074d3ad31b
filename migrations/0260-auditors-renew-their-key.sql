-- Renewing the auditors' key (docs/adr/0018): whoever leaves may have kept it, so what is written after her goes under the next
-- epoch. What lies under older ones stays where it is: it stands in the record, and opens for whoever was given them.

-- Who held a key and lost it. As long as that key is the newest, it is to be renewed. Known to auditors.
create table auth.auditors_leaver (
  tenant_id uuid not null,
  epoch integer not null,
  user_id uuid not null,
  left_at timestamptz not null default now(),
  primary key (tenant_id, epoch, user_id),
  foreign key (tenant_id, epoch) references auth.auditors_key,
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.auditors_leaver', 'tenant_id P, epoch P, user_id P, left_at P');
call internal.protect('auth.auditors_leaver');
grant select on auth.auditors_leaver to yorube_app;
create policy read on auth.auditors_leaver for select to yorube_app
  using ('auditor' = any ((select auth.my_roles())::text[]));

-- Of keys from before this nobody noted who left: each is renewed once.
alter table auth.auditors_key add column leavers_unknown boolean not null default true;
alter table auth.auditors_key alter column leavers_unknown set default false;
call internal.classify('auth.auditors_key', 'leavers_unknown P');

-- Until the transaction ends no auditor comes to hold the key, or loses it. Accounts first and then their roles, in the order in
-- which whoever closes an account locks them. Only rows that no process may write: nobody holds this lock without one of the
-- functions below, which ask who she is first.
create function auth.hold_auditors(p_tenant uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.staff_user u where u.tenant_id = p_tenant and u.id in (
    select r.user_id from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'auditor')
  order by u.id for key share;
  perform 1 from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'auditor'
  order by r.user_id for no key update;
end $$;
call internal.definer('auth.hold_auditors(uuid)', 'yorube_definer');

-- Who is wrapped the epoch that comes after this one: whoever holds this one and has not left it since, though somebody put her
-- rows back. Who is suspended too: she cannot sign in, and nothing is lost to her when she comes back.
create function auth.seated_auditors(p_tenant uuid, p_epoch integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.user_id from auth.auditors_wrap w
  join auth.staff_user u on u.tenant_id = w.tenant_id and u.id = w.user_id and u.state in ('active', 'suspended')
  join auth.role_assignment r on r.tenant_id = w.tenant_id and r.user_id = w.user_id and r.role = 'auditor'
    and r.not_before <= now() and (r.not_after is null or r.not_after > now())
  where w.tenant_id = p_tenant and w.epoch = p_epoch and not exists (
    select from auth.auditors_leaver l where l.tenant_id = w.tenant_id and l.epoch = w.epoch and l.user_id = w.user_id)
$$;
call internal.definer('auth.seated_auditors(uuid, integer)', 'yorube_definer');

-- The next one in line, by a working auditor who has just shown who she is, by signing in or anew. Ten a day: whoever comes here
-- past the application makes keys that are not the vault's, and each is looked at wherever somebody seals.
create function auth.may_make_auditors_key(p_epoch integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return s.id is not null and (coalesce(s.step_up_until > now(), false) or s.created_at > now() - interval '5 minutes')
    and exists (select from auth.live_auditors(s.tenant_id) a where a = s.user_id)
    and p_epoch = 1 + (select coalesce(max(k.epoch), 0) from auth.auditors_key k where k.tenant_id = s.tenant_id)
    and (select count(*) from auth.auditors_key k
         where k.tenant_id = s.tenant_id and k.made_by = s.user_id and k.made_at > now() - interval '1 day') < 10;
end $$;
call internal.definer('auth.may_make_auditors_key(integer)', 'yorube_definer');

-- Whether somebody who held it has left, or may have.
create function auth.auditors_key_is_due(p_tenant uuid, p_epoch integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.auditors_leaver l where l.tenant_id = p_tenant and l.epoch = p_epoch)
    or exists (select from auth.auditors_key k where k.tenant_id = p_tenant and k.epoch = p_epoch and k.leavers_unknown)
$$;
call internal.definer('auth.auditors_key_is_due(uuid, integer)', 'yorube_definer');

-- Who is to have the next epoch in place of `p_from`, with what the vault checks before it wraps it to her. For one of them, where
-- it is due.
create function auth.auditors_to_renew(p_epoch integer, p_from integer)
returns table (user_id uuid, epoch integer, wrap bytea, mac bytea, role_mac bytea, key_id bytea, public_key bytea, key_mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not ('auditor' = any (auth.my_roles())) then return; end if;
  perform auth.hold_auditors(tenant);
  if not auth.may_make_auditors_key(p_epoch) or not auth.auditors_key_is_due(tenant, p_from)
    or not exists (select from auth.seated_auditors(tenant, p_from) s where s = auth.my_user())
  then return; end if;
  return query
    select w.user_id, w.epoch, w.wrap, w.mac, r.mac, k.key_id, k.public_key, k.mac
    from auth.auditors_wrap w
    join auth.role_assignment r on r.tenant_id = w.tenant_id and r.user_id = w.user_id and r.role = 'auditor'
    join auth.user_key k on k.tenant_id = w.tenant_id and k.user_id = w.user_id
    where w.tenant_id = tenant and w.epoch = p_from and w.user_id in (select auth.seated_auditors(tenant, p_from))
    order by w.user_id;
end $$;
call internal.definer('auth.auditors_to_renew(integer, integer)', 'yorube_app');

-- It, for those of them whose rows are the vault's own, as `p_from` is, which the application has checked. False =
-- somebody was faster, or one of them is not to have it.
create function auth.renew_auditors_key(p_epoch integer, p_from integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
                                        p_users uuid[], p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  perform auth.hold_auditors(tenant);
  if not auth.may_make_auditors_key(p_epoch) or not auth.auditors_key_is_due(tenant, p_from)
    or me = any (p_users) is not true
    or exists (select from unnest(p_users) as n (user_id) where n.user_id is null
      or not exists (select from auth.seated_auditors(tenant, p_from) s where s = n.user_id))
  then return false; end if;
  insert into auth.auditors_key (tenant_id, epoch, key_id, public_key, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_key_mac, me);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  select tenant, n.user_id, p_epoch, n.wrap, n.mac, me from unnest(p_users, p_wraps, p_macs) as n (user_id, wrap, mac);
  return true;
end $$;
call internal.definer('auth.renew_auditors_key(integer, integer, bytea, bytea, bytea, uuid[], bytea[], bytea[])', 'yorube_app');

-- The key goes with the role, and with the account's own key, however either ends. It takes no lock of its own: her account or her
-- role is locked already, and whoever gives her the key or the next one has locked both before.
create or replace function auth.auditors_key_goes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.auditors_leaver (tenant_id, epoch, user_id)
  select w.tenant_id, w.epoch, w.user_id from auth.auditors_wrap w
  where w.tenant_id = old.tenant_id and w.user_id = old.user_id
  on conflict (tenant_id, epoch, user_id) do update set left_at = now();
  delete from auth.auditors_wrap w where w.tenant_id = old.tenant_id and w.user_id = old.user_id;
  return old;
end $$;

-- As in 0101, but whoever loses the role at this moment makes none, and `p_from` is the newest that is the vault's own (0 = none).
drop function auth.found_auditors_key(integer, bytea, bytea, bytea, bytea, bytea);
create function auth.found_auditors_key(p_epoch integer, p_from integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
                                        p_wrap bytea, p_wrap_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  perform auth.hold_auditors(tenant);
  if not auth.may_make_auditors_key(p_epoch) or exists (
    select from auth.seated_auditors(tenant, p_from) s where s in (select auth.live_auditors(tenant)))
  then return false; end if;
  insert into auth.auditors_key (tenant_id, epoch, key_id, public_key, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_key_mac, me);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  values (tenant, me, p_epoch, p_wrap, p_wrap_mac, me);
  return true;
end $$;
call internal.definer('auth.found_auditors_key(integer, integer, bytea, bytea, bytea, bytea, bytea)', 'yorube_app');

-- As in 0101, but whoever loses the role at this moment gives nothing and is given nothing.
create or replace function auth.give_auditors_key(p_user uuid, p_epochs integer[], p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  perform auth.hold_auditors(tenant);
  if p_user = me or cardinality(p_epochs) = 0
    or (select count(*) from auth.live_auditors(tenant) a where a in (p_user, me)) <> 2
    or exists (select from unnest(p_epochs) as n (epoch) where not exists (
      select from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = me and w.epoch = n.epoch))
  then return false; end if;
  delete from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = p_user and w.epoch = any (p_epochs);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  select tenant, p_user, n.epoch, n.wrap, n.mac, me from unnest(p_epochs, p_wraps, p_macs) as n (epoch, wrap, mac);
  return true;
end $$;

-- As in 0205, but sessions end before the role goes, as they do where an account is closed: what she does at this moment may hold
-- her session and wait for her role.
create or replace function auth.confirm_account_proposal(p_id uuid, p_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  p auth.account_proposal;
  answer text;
begin
  if s.id is null or not ('tenant_admin' = any (auth.my_roles())) then return 'absent'; end if;
  select * into p from auth.account_proposal where tenant_id = s.tenant_id and id = p_id and state = 'asked' for update;
  if p.id is null then return 'absent'; end if;
  if p.asked_by = s.user_id then return 'own'; end if;
  if p.user_id = s.user_id then return 'concerned'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  -- Whoever asked still may: a word of somebody who has lost the role counts for nothing.
  if p.asked_at < now() - interval '24 hours' or not exists (
    select from auth.role_assignment r join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
    where r.tenant_id = s.tenant_id and r.user_id = p.asked_by and r.role = 'tenant_admin') then return 'stale'; end if;
  -- One after the other, or two confirmations at once would leave nobody.
  perform 1 from auth.role_assignment where tenant_id = s.tenant_id and role = 'tenant_admin' order by user_id for update;
  if (p.act in ('suspend', 'leave', 'reset') or (p.act = 'take_role' and p.role = 'tenant_admin'))
     and exists (select from auth.role_assignment r where r.tenant_id = s.tenant_id and r.user_id = p.user_id and r.role = 'tenant_admin')
     and auth.live_administrators(s.tenant_id, p.user_id) < 2 then return 'last-administrator'; end if;
  answer := case p.act
    when 'suspend' then auth.set_account_state(s.tenant_id, p.user_id, 'suspended')
    when 'resume' then auth.set_account_state(s.tenant_id, p.user_id, 'active')
    when 'leave' then auth.set_account_state(s.tenant_id, p.user_id, 'left')
    when 'reset' then auth.reset_account(s.tenant_id, p.user_id)
    when 'unlink' then auth.unlink_account(s.tenant_id, p.user_id)
    else 'done' end;
  if answer in ('last', 'absent') then return answer; end if;
  if p.act = 'give_role' then
    if not exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = p.user_id and u.state in ('invited', 'active'))
    then return 'absent'; end if;
    insert into auth.role_assignment (tenant_id, user_id, role, mac) values (s.tenant_id, p.user_id, p.role, p_mac)
    on conflict (tenant_id, user_id, role) do nothing;
    if not found then return 'absent'; end if;
  elsif p.act = 'take_role' then
    delete from auth.session where tenant_id = s.tenant_id and user_id = p.user_id;
    delete from auth.role_assignment where tenant_id = s.tenant_id and user_id = p.user_id and role = p.role;
    if not found then return 'absent'; end if;
  end if;
  update auth.account_proposal set state = 'done', decided_by = s.user_id, decided_at = now()
  where tenant_id = s.tenant_id and id = p.id;
  return 'done';
end $$;
