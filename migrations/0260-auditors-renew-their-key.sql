-- Renewing the auditors' key (docs/adr/0018): whoever leaves may have kept it, so what is written after her goes under the next
-- epoch. What lies under older ones stays where it is: it stands in the record, and opens for whoever was given them.

-- Who held the newest key and lost it. As long as that key is the newest, it is to be renewed. Known to auditors.
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

-- Who left before this was noted: she made the newest key, gave it, or was given it, and holds it no more.
set local role yorube_definer;
insert into auth.auditors_leaver (tenant_id, epoch, user_id, left_at)
select k.tenant_id, k.epoch, u.id, coalesce(u.left_at, now())
from auth.auditors_key k
join auth.staff_user u on u.tenant_id = k.tenant_id
where k.epoch = (select max(n.epoch) from auth.auditors_key n where n.tenant_id = k.tenant_id)
  and not exists (select from auth.auditors_wrap w where w.tenant_id = k.tenant_id and w.user_id = u.id and w.epoch = k.epoch)
  and (u.id = k.made_by
    or exists (select from auth.auditors_wrap w where w.tenant_id = k.tenant_id and w.epoch = k.epoch and w.given_by = u.id)
    or exists (select from audit.event e where e.tenant_id = k.tenant_id and e.action = 'audit.give-key' and e.result = 'ok'
      and e.object_id = u.id and e.at >= k.made_at));
reset role;

-- Until the transaction ends no auditor comes to hold the key, or loses it. Accounts first and then the key, in the order in
-- which whoever closes an account locks them. Answers the newest epoch; 0 = there is none.
create function auth.hold_auditors_key(p_tenant uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.staff_user u where u.tenant_id = p_tenant and u.id in (
    select r.user_id from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'auditor')
  order by u.id for key share;
  perform pg_advisory_xact_lock(hashtext('auditors'' key ' || p_tenant::text));
  return (select coalesce(max(k.epoch), 0) from auth.auditors_key k where k.tenant_id = p_tenant);
end $$;
call internal.definer('auth.hold_auditors_key(uuid)', 'yorube_definer');

create function auth.holds_auditors_key(p_tenant uuid, p_user uuid, p_epoch integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.auditors_wrap w where w.tenant_id = p_tenant and w.user_id = p_user and w.epoch = p_epoch)
$$;
call internal.definer('auth.holds_auditors_key(uuid, uuid, integer)', 'yorube_definer');

-- An auditor who has just shown who she is, by signing in or anew, holds this epoch, and somebody who held it has left.
create function auth.may_renew_auditors_key(p_epoch integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return s.id is not null and (coalesce(s.step_up_until > now(), false) or s.created_at > now() - interval '5 minutes')
    and 'auditor' = any (auth.my_roles()) and auth.holds_auditors_key(s.tenant_id, s.user_id, p_epoch)
    and exists (select from auth.auditors_leaver l where l.tenant_id = s.tenant_id and l.epoch = p_epoch);
end $$;
call internal.definer('auth.may_renew_auditors_key(integer)', 'yorube_definer');

-- Who holds the newest key and is an auditor today, with what the vault checks before it wraps the next one to her.
create function auth.auditors_to_renew()
returns table (user_id uuid, epoch integer, wrap bytea, mac bytea, role_mac bytea, key_id bytea, public_key bytea, key_mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  last_epoch integer;
begin
  if not ('auditor' = any (auth.my_roles())) then return; end if;
  last_epoch := auth.hold_auditors_key(tenant);
  if not auth.may_renew_auditors_key(last_epoch) then return; end if;
  return query
    select w.user_id, w.epoch, w.wrap, w.mac, r.mac, k.key_id, k.public_key, k.mac
    from auth.auditors_wrap w
    join auth.role_assignment r on r.tenant_id = w.tenant_id and r.user_id = w.user_id and r.role = 'auditor'
    join auth.user_key k on k.tenant_id = w.tenant_id and k.user_id = w.user_id
    where w.tenant_id = tenant and w.epoch = last_epoch and w.user_id in (select auth.live_auditors(tenant))
    order by w.user_id;
end $$;
call internal.definer('auth.auditors_to_renew()', 'yorube_app');

-- The next epoch, for those of them whose rows are genuine. False = somebody was faster, or one of them is not to have it.
create function auth.renew_auditors_key(p_epoch integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea, p_users uuid[],
                                        p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
  last_epoch integer;
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  last_epoch := auth.hold_auditors_key(tenant);
  if p_epoch is distinct from last_epoch + 1 or not auth.may_renew_auditors_key(last_epoch)
    or me = any (p_users) is not true
    or exists (select from unnest(p_users) as n (user_id) where n.user_id is null
      or not auth.holds_auditors_key(tenant, n.user_id, last_epoch)
      or not exists (select from auth.live_auditors(tenant) a where a = n.user_id))
  then return false; end if;
  insert into auth.auditors_key (tenant_id, epoch, key_id, public_key, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_key_mac, me);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  select tenant, n.user_id, p_epoch, n.wrap, n.mac, me from unnest(p_users, p_wraps, p_macs) as n (user_id, wrap, mac);
  return true;
end $$;
call internal.definer('auth.renew_auditors_key(integer, bytea, bytea, bytea, uuid[], bytea[], bytea[])', 'yorube_app');

-- The key goes with the role, and with the account's own key, however either ends. Who is given the key at that moment, or is
-- about to be given the next one, loses that too.
create or replace function auth.auditors_key_goes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('auditors'' key ' || old.tenant_id::text));
  insert into auth.auditors_leaver (tenant_id, epoch, user_id)
  select w.tenant_id, w.epoch, w.user_id from auth.auditors_wrap w
  where w.tenant_id = old.tenant_id and w.user_id = old.user_id
    and w.epoch = (select max(k.epoch) from auth.auditors_key k where k.tenant_id = old.tenant_id)
  on conflict (tenant_id, epoch, user_id) do update set left_at = now();
  delete from auth.auditors_wrap w where w.tenant_id = old.tenant_id and w.user_id = old.user_id;
  return old;
end $$;

-- As in 0101, but accounts are locked before the key.
create or replace function auth.found_auditors_key(p_epoch integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
                                                   p_wrap bytea, p_wrap_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
  last_epoch integer;
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  last_epoch := auth.hold_auditors_key(tenant);
  if p_epoch <> last_epoch + 1 or exists (
    select from auth.auditors_wrap w where w.tenant_id = tenant and w.epoch = last_epoch
      and w.user_id in (select auth.live_auditors(tenant)))
  then return false; end if;
  insert into auth.auditors_key (tenant_id, epoch, key_id, public_key, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_key_mac, me);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  values (tenant, me, p_epoch, p_wrap, p_wrap_mac, me);
  return true;
end $$;

-- As in 0101, but whoever loses the role at this moment is given nothing.
create or replace function auth.give_auditors_key(p_user uuid, p_epochs integer[], p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  perform auth.hold_auditors_key(tenant);
  if p_user = me or cardinality(p_epochs) = 0
    or not exists (select from auth.live_auditors(tenant) a where a = p_user)
    or exists (select from unnest(p_epochs) as n (epoch) where not exists (
      select from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = me and w.epoch = n.epoch))
  then return false; end if;
  delete from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = p_user and w.epoch = any (p_epochs);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  select tenant, p_user, n.epoch, n.wrap, n.mac, me from unnest(p_epochs, p_wraps, p_macs) as n (epoch, wrap, mac);
  return true;
end $$;
