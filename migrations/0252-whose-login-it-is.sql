-- Which login is whose stood under no MAC: whoever writes to the database could swap two people's logins, and `recover` gave the desks to
-- the wrong one. What an account is called is signed by the vault when the account is made, and for one from before when its owner signs
-- in: who opens it by that login shows that it is hers. Written once; since when it stands is signed with it.
create table auth.account_name (
  tenant_id uuid not null,
  user_id uuid not null,
  signed_at timestamptz(0) not null,
  mac bytea not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.account_name', 'tenant_id P, user_id P, signed_at P, mac K');
call internal.protect('auth.account_name');

-- Her own, or that of an account she has just invited.
create function auth.sign_account_name(p_user uuid, p_signed_at timestamptz, p_mac bytea) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.account_name (tenant_id, user_id, signed_at, mac)
  select u.tenant_id, u.id, p_signed_at, p_mac from auth.staff_user u
  where u.tenant_id = auth.my_tenant() and u.id = p_user and u.kind = 'person'
    and (u.id = auth.my_user() or (u.state = 'invited' and 'tenant_admin' = any (auth.my_roles())))
  on conflict do nothing
$$;
call internal.definer('auth.sign_account_name(uuid, timestamptz, bytea)', 'yorube_app');

-- For the command line: the signature over what stands there of an account now, and her seats, each with its own.
create function auth.signed_name(p_tenant uuid, p_user uuid)
returns table (login text, display_name text, signed_at timestamptz, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.login, u.display_name, n.signed_at, n.mac from auth.staff_user u
  join auth.account_name n on n.tenant_id = u.tenant_id and n.user_id = u.id
  where u.tenant_id = p_tenant and u.id = p_user
$$;
call internal.definer('auth.signed_name(uuid, uuid)', 'yorube_migrator');

create function auth.seats_of(p_tenant uuid, p_user uuid)
returns table (desk_id uuid, epoch integer, role text, not_before bigint, not_after bigint, wrap bytea, mac bytea, desk text, body text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.desk_id, m.epoch, m.role, m.not_before, m.not_after, m.wrap, m.mac, e.name, b.name
  from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  left join public.desk_entry e on e.tenant_id = m.tenant_id and e.desk_id = m.desk_id
  left join public.body b on b.tenant_id = e.tenant_id and b.id = e.body_id
  where m.tenant_id = p_tenant and m.user_id = p_user
  order by b.name, e.name, m.desk_id limit 100
$$;
call internal.definer('auth.seats_of(uuid, uuid)', 'yorube_migrator');
