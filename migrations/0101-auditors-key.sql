-- The auditors' key: what somebody typed into a search, and reasons given to auditors, are sealed to it by a process that
-- cannot open them (docs/adr/0012). It is no desk's key: no row of a case can be sealed with it, and an auditor still
-- holds none of those. The vault signs its rows as those of a desk whose id is the tenant's.

create table auth.auditors_key (
  tenant_id uuid not null references auth.tenant,
  epoch integer not null,
  key_id bytea not null,
  public_key bytea not null,
  mac bytea not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  primary key (tenant_id, epoch),
  foreign key (tenant_id, made_by) references auth.staff_user
);
call internal.classify('auth.auditors_key', 'tenant_id P, epoch P, key_id K, public_key K, mac K, made_by P, made_at P');

create table auth.auditors_wrap (
  tenant_id uuid not null,
  user_id uuid not null,
  epoch integer not null,
  wrap bytea not null,
  mac bytea not null,
  given_by uuid not null,
  given_at timestamptz not null default now(),
  primary key (tenant_id, user_id, epoch),
  foreign key (tenant_id, epoch) references auth.auditors_key,
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, given_by) references auth.staff_user
);
call internal.classify('auth.auditors_wrap', 'tenant_id P, user_id P, epoch P, wrap K, mac K, given_by P, given_at P');
call internal.protect('auth.auditors_key');
call internal.protect('auth.auditors_wrap');

-- Whoever acts seals to the public half; who holds the other half is known to auditors.
grant select on auth.auditors_key to yorube_app;
create policy read on auth.auditors_key for select to yorube_app using (true);
grant select (tenant_id, user_id, epoch, given_by, given_at) on auth.auditors_wrap to yorube_app;
create policy read on auth.auditors_wrap for select to yorube_app
  using ('auditor' = any ((select auth.my_roles())::text[]));

-- Working accounts that are auditors today.
create function auth.live_auditors(p_tenant uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id from auth.role_assignment r
  join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id
  where r.tenant_id = p_tenant and r.role = 'auditor' and u.state = 'active'
    and r.not_before <= now() and (r.not_after is null or r.not_after > now())
$$;
call internal.definer('auth.live_auditors(uuid)', 'yorube_definer');

-- My wraps of every epoch I was given, as long as I am an auditor.
create function auth.my_auditors_wraps()
returns table (tenant_id uuid, user_id uuid, epoch integer, wrap bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.tenant_id, w.user_id, w.epoch, w.wrap, w.mac from auth.auditors_wrap w
  where w.tenant_id = (select auth.my_tenant()) and w.user_id = (select auth.my_user())
    and 'auditor' = any ((select auth.my_roles())::text[])
$$;
call internal.definer('auth.my_auditors_wraps()', 'yorube_app');

-- An auditor makes the key, for herself: the first one, or the next where no auditor that is left holds the last. False =
-- somebody holds it; ask her.
create function auth.found_auditors_key(p_epoch integer, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
                                        p_wrap bytea, p_wrap_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
  last_epoch integer;
begin
  if not ('auditor' = any (auth.my_roles())) then return false; end if;
  perform pg_advisory_xact_lock(hashtext('auditors'' key ' || tenant::text));
  select coalesce(max(k.epoch), 0) into last_epoch from auth.auditors_key k where k.tenant_id = tenant;
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
call internal.definer('auth.found_auditors_key(integer, bytea, bytea, bytea, bytea, bytea)', 'yorube_app');

-- An auditor who holds the key gives it to another auditor: that she is one, administrators have decided. False = not an
-- auditor, oneself, or not mine to give.
create function auth.give_auditors_key(p_user uuid, p_epochs integer[], p_wraps bytea[], p_macs bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  me uuid := auth.my_user();
begin
  if not ('auditor' = any (auth.my_roles())) or p_user = me or cardinality(p_epochs) = 0
    or not exists (select from auth.live_auditors(tenant) a where a = p_user)
    or exists (select from unnest(p_epochs) as n (epoch) where not exists (
      select from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = me and w.epoch = n.epoch))
  then return false; end if;
  delete from auth.auditors_wrap w where w.tenant_id = tenant and w.user_id = p_user and w.epoch = any (p_epochs);
  insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by)
  select tenant, p_user, n.epoch, n.wrap, n.mac, me from unnest(p_epochs, p_wraps, p_macs) as n (epoch, wrap, mac);
  return true;
end $$;
call internal.definer('auth.give_auditors_key(uuid, integer[], bytea[], bytea[])', 'yorube_app');

-- The key goes with the role, and with the account's own key, however either ends.
create function auth.auditors_key_goes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.auditors_wrap w where w.tenant_id = old.tenant_id and w.user_id = old.user_id;
  return old;
end $$;
call internal.definer('auth.auditors_key_goes()', 'yorube_definer');
create trigger auditors_key_goes after delete on auth.role_assignment
  for each row when (old.role = 'auditor') execute function auth.auditors_key_goes();
create trigger auditors_key_goes after delete on auth.user_key
  for each row execute function auth.auditors_key_goes();
