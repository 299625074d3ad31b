-- Sign-in through the office's own directory (docs/adr/0022): whom it calls what. It authenticates only; a password opens the
-- keys. Which directory that is, the operator's file says, not the database.

create table auth.provider_link (
  tenant_id uuid not null,
  user_id uuid not null,
  -- Keyed hash of issuer and subject: the directory's own ids stand nowhere here.
  subject_hash bytea not null,
  mac bytea not null,
  linked_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
create unique index provider_link_subject on auth.provider_link (tenant_id, subject_hash);
call internal.classify('auth.provider_link', 'tenant_id P, user_id P, subject_hash K, mac K, linked_at P');
call internal.protect('auth.provider_link');
grant select (tenant_id, user_id, linked_at) on auth.provider_link to yorube_app;
create policy own on auth.provider_link for select to yorube_app using (user_id = (select auth.my_user()));

-- Whom the directory's person is here, before there is a session.
create function auth.linked_account(p_tenant uuid, p_subject_hash bytea)
returns table (user_id uuid, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.user_id, l.mac from auth.provider_link l join auth.staff_user u on u.tenant_id = l.tenant_id and u.id = l.user_id
  where l.tenant_id = p_tenant and l.subject_hash = p_subject_hash and u.state = 'active'
$$;

create function auth.has_provider_link(p_tenant uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.provider_link where tenant_id = p_tenant and user_id = p_user)
$$;

-- By herself, just after she has shown who she is; her account hears of it. Answers 'done', 'unconfirmed' or 'taken'.
create function auth.link_provider(p_subject_hash bytea, p_mac bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  if exists (select from auth.provider_link l where l.tenant_id = s.tenant_id and l.subject_hash = p_subject_hash
    and l.user_id <> s.user_id) then return 'taken'; end if;
  insert into auth.provider_link (tenant_id, user_id, subject_hash, mac) values (s.tenant_id, s.user_id, p_subject_hash, p_mac)
  on conflict (tenant_id, user_id) do update set subject_hash = excluded.subject_hash, mac = excluded.mac, linked_at = now();
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.provider-linked', 'own-account', s.user_id);
  return 'done';
end $$;

-- Answers 'done', 'unconfirmed' or 'absent'.
create function auth.unlink_provider() returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until <= now() then return 'unconfirmed'; end if;
  delete from auth.provider_link where tenant_id = s.tenant_id and user_id = s.user_id;
  if not found then return 'absent'; end if;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  values (s.tenant_id, gen_random_uuid(), s.user_id, 'account.provider-unlinked', 'own-account', s.user_id);
  return 'done';
end $$;

create function auth.forget_provider_link() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.provider_link where tenant_id = new.tenant_id and user_id = new.id;
  return null;
end $$;
create trigger forget_provider_link after update of state on auth.staff_user for each row
  when (new.state in ('left', 'invited') and old.state <> new.state) execute function auth.forget_provider_link();

call internal.definer('auth.linked_account(uuid, bytea)', 'yorube_app');
call internal.definer('auth.has_provider_link(uuid, uuid)', 'yorube_app');
call internal.definer('auth.link_provider(bytea, bytea)', 'yorube_app');
call internal.definer('auth.unlink_provider()', 'yorube_app');
call internal.definer('auth.forget_provider_link()', 'yorube_definer');
