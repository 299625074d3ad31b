-- Recovery kits (docs/adr/0015): a key that nobody holds, split over three printed kits of which two open it. Sealed to it
-- lie the root secret and every desk's key; used when a server is lost together with its root secret, or when everybody of
-- a desk is gone.

create table auth.escrow_key (
  tenant_id uuid not null references auth.tenant,
  epoch integer not null,
  key_id bytea not null,
  public_key bytea not null,
  root_key_id bytea not null,
  root_wrap bytea not null,
  mac bytea not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  -- Another administrator has seen that the three kits are with three custodians. From then on keys are sealed to it.
  confirmed_by uuid,
  confirmed_at timestamptz,
  -- Two kits were brought together: a new set is due.
  used_at timestamptz,
  primary key (tenant_id, epoch),
  foreign key (tenant_id, made_by) references auth.staff_user,
  foreign key (tenant_id, confirmed_by) references auth.staff_user,
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (confirmed_by <> made_by)
);
call internal.classify('auth.escrow_key', 'tenant_id P, epoch P, key_id K, public_key K, root_key_id K, root_wrap K, mac K, made_by P, made_at P, confirmed_by P, confirmed_at P, used_at P');
call internal.protect('auth.escrow_key');
grant select (tenant_id, epoch, key_id, made_by, made_at, confirmed_by, confirmed_at, used_at) on auth.escrow_key to yorube_app;
create policy read on auth.escrow_key for select to yorube_app
  using ('tenant_admin' = any ((select auth.my_roles())::text[]));

create table auth.escrowed_seed (
  tenant_id uuid not null,
  desk_id uuid not null,
  epoch integer not null,
  escrow_epoch integer not null,
  wrap bytea not null,
  put_by uuid not null,
  put_at timestamptz not null default now(),
  primary key (tenant_id, desk_id, epoch, escrow_epoch),
  foreign key (tenant_id, desk_id, epoch) references auth.desk_key,
  foreign key (tenant_id, escrow_epoch) references auth.escrow_key (tenant_id, epoch),
  foreign key (tenant_id, put_by) references auth.staff_user
);
call internal.classify('auth.escrowed_seed', 'tenant_id P, desk_id P, epoch P, escrow_epoch P, wrap K, put_by P, put_at P');
call internal.protect('auth.escrowed_seed');

create function auth.is_stepped_up_administrator() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  return s.id is not null and s.step_up_until is not null and s.step_up_until > now()
    and 'tenant_admin' = any (auth.my_roles());
end $$;
call internal.definer('auth.is_stepped_up_administrator()', 'yorube_definer');

-- A set that was never confirmed is replaced by the next one; nothing was ever sealed to it.
create function auth.put_escrow_key(p_epoch integer, p_key_id bytea, p_public_key bytea, p_root_key_id bytea,
                                    p_root_wrap bytea, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not auth.is_stepped_up_administrator() then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('recovery kits ' || tenant::text, 0));
  delete from auth.escrow_key k where k.tenant_id = tenant and k.confirmed_at is null and k.epoch < p_epoch;
  if exists (select from auth.escrow_key k where k.tenant_id = tenant and k.epoch >= p_epoch) then return false; end if;
  insert into auth.escrow_key (tenant_id, epoch, key_id, public_key, root_key_id, root_wrap, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_root_key_id, p_root_wrap, p_mac, auth.my_user());
  return true;
end $$;
call internal.definer('auth.put_escrow_key(integer, bytea, bytea, bytea, bytea, bytea)', 'yorube_app');

-- Answers 'done', 'own' (who made it) or 'absent'.
create function auth.confirm_escrow_key(p_epoch integer) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  maker uuid;
begin
  if not auth.is_stepped_up_administrator() then return 'absent'; end if;
  select k.made_by into maker from auth.escrow_key k
  where k.tenant_id = tenant and k.epoch = p_epoch and k.confirmed_at is null for update;
  if maker is null then return 'absent'; end if;
  if maker = auth.my_user() then return 'own'; end if;
  update auth.escrow_key k set confirmed_by = auth.my_user(), confirmed_at = now()
  where k.tenant_id = tenant and k.epoch = p_epoch;
  return 'done';
end $$;
call internal.definer('auth.confirm_escrow_key(integer)', 'yorube_app');

-- The key that whoever sits at a desk seals its seed to, with the desks of mine whose current seed does not lie there yet.
create function auth.seeds_to_escrow()
returns table (tenant_id uuid, epoch integer, key_id bytea, public_key bytea, root_key_id bytea, root_wrap bytea, mac bytea,
               desk_ids uuid[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.tenant_id, k.epoch, k.key_id, k.public_key, k.root_key_id, k.root_wrap, k.mac, missing.ids
  from (select x.* from auth.escrow_key x
        where x.tenant_id = (select auth.my_tenant()) and x.confirmed_at is not null and x.used_at is null
        order by x.epoch desc limit 1) k
  cross join lateral (
    select array_agg(d.id) as ids from auth.desk d
    where d.tenant_id = k.tenant_id and d.id = any ((select auth.my_desks())::uuid[]) and not exists (
      select from auth.escrowed_seed e where e.tenant_id = d.tenant_id and e.desk_id = d.id and e.epoch = d.epoch
        and e.escrow_epoch = k.epoch)) missing
  where missing.ids is not null
$$;
call internal.definer('auth.seeds_to_escrow()', 'yorube_app');

create function auth.put_escrowed_seeds(p_escrow_epoch integer, p_desks uuid[], p_epochs integer[], p_wraps bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  put integer;
begin
  insert into auth.escrowed_seed (tenant_id, desk_id, epoch, escrow_epoch, wrap, put_by)
  select tenant, n.desk, n.epoch, p_escrow_epoch, n.wrap, auth.my_user()
  from unnest(p_desks, p_epochs, p_wraps) as n (desk, epoch, wrap)
  where n.desk = any (auth.my_desks())
  on conflict (tenant_id, desk_id, epoch, escrow_epoch) do nothing;
  get diagnostics put = row_count;
  return put;
end $$;
call internal.definer('auth.put_escrowed_seeds(integer, uuid[], integer[], bytea[])', 'yorube_app');

-- How many desks a set would bring back, for its page.
create function auth.escrowed_desks(p_epoch integer) returns table (kept integer, missing integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (count(*) filter (where e.desk_id is not null))::integer, (count(*) filter (where e.desk_id is null))::integer
  from auth.desk d
  left join auth.escrowed_seed e on e.tenant_id = d.tenant_id and e.desk_id = d.id and e.epoch = d.epoch and e.escrow_epoch = p_epoch
  where d.tenant_id = (select auth.my_tenant()) and d.epoch is not null and 'tenant_admin' = any ((select auth.my_roles())::text[])
$$;
call internal.definer('auth.escrowed_desks(integer)', 'yorube_app');

-- The command line, once two kits have opened the key. Desks that nobody can open any more, or the one that is named; the
-- seat is signed by the vault. Whoever recovered, which desks and how many stand in the record, and administrators hear.
create function auth.seeds_to_recover(p_tenant uuid, p_escrow_epoch integer, p_desk uuid)
returns table (tenant_id uuid, desk_id uuid, epoch integer, key_id bytea, wrap bytea, kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.tenant_id, e.desk_id, e.epoch, k.key_id, e.wrap, d.kind
  from auth.escrowed_seed e
  join auth.desk d on d.tenant_id = e.tenant_id and d.id = e.desk_id
  join auth.desk_key k on k.tenant_id = e.tenant_id and k.desk_id = e.desk_id and k.epoch = e.epoch
  where e.tenant_id = p_tenant and e.escrow_epoch = p_escrow_epoch
    and case when p_desk is null then auth.live_members(e.tenant_id, e.desk_id, null) = 0 else e.desk_id = p_desk end
$$;
call internal.definer('auth.seeds_to_recover(uuid, integer, uuid)', 'yorube_migrator');

create function auth.user_to_recover(p_tenant uuid, p_login text)
returns table (user_id uuid, display_name text, key_id bytea, public_key bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.display_name, k.key_id, k.public_key, k.mac from auth.staff_user u
  join auth.user_key k on k.tenant_id = u.tenant_id and k.user_id = u.id
  where u.tenant_id = p_tenant and lower(u.login) = lower(p_login) and u.state in ('active', 'invited')
$$;
call internal.definer('auth.user_to_recover(uuid, text)', 'yorube_migrator');

create function auth.recover_desks(p_tenant uuid, p_escrow_epoch integer, p_user uuid, p_desks uuid[], p_epochs integer[],
                                   p_roles text[], p_wraps bytea[], p_macs bytea[]) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare seats integer := 0;
begin
  update auth.escrow_key k set used_at = coalesce(k.used_at, now()) where k.tenant_id = p_tenant and k.epoch = p_escrow_epoch;
  if p_user is not null then
    insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, wrap, mac)
    select p_tenant, n.desk, p_user, n.epoch, n.role, n.wrap, n.mac
    from unnest(p_desks, p_epochs, p_roles, p_wraps, p_macs) as n (desk, epoch, role, wrap, mac)
    on conflict (tenant_id, desk_id, user_id, epoch) do update set role = excluded.role, not_before = 0, not_after = 0,
      wrap = excluded.wrap, mac = excluded.mac;
    get diagnostics seats = row_count;
    update auth.desk d set rotate_due_at = coalesce(d.rotate_due_at, now()) where d.tenant_id = p_tenant and d.id = any (p_desks);
  end if;
  perform audit.record_outside(p_tenant, p_user, 'account.recovered-by-kits', 'administration', 'ok');
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), r.user_id, 'account.recovered', 'account', coalesce(p_user, r.user_id)
  from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'tenant_admin';
  return seats;
end $$;
call internal.definer('auth.recover_desks(uuid, integer, uuid, uuid[], integer[], text[], bytea[], bytea[])', 'yorube_migrator');
