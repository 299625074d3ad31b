-- Notices: something at a desk or for a person has changed. Ids and a kind, never content; told live to open pages.

create table notice (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  -- To a desk or to one person.
  desk_id uuid,
  user_id uuid,
  kind text not null,
  object_type text not null,
  object_id uuid not null,
  -- Whom it concerns, so that a block hides it.
  compartment_id uuid,
  made_by uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  check ((desk_id is null) <> (user_id is null)),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, user_id) references auth.staff_user
);
create index notice_desk on notice (tenant_id, desk_id, at desc, id);
create index notice_user on notice (tenant_id, user_id, at desc, id);
call internal.classify('notice', 'tenant_id P, id P, desk_id P, user_id P, kind P, object_type P, object_id P, compartment_id P, made_by P, at P');

create table notice_read (
  tenant_id uuid not null,
  notice_id uuid not null,
  user_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, notice_id, user_id),
  foreign key (tenant_id, notice_id) references notice on delete cascade
);
call internal.classify('notice_read', 'tenant_id P, notice_id P, user_id P, at P');

call internal.protect('notice');
call internal.protect('notice_read');
grant select, insert on notice to yorube_app;
-- One may tell anybody in the tenant that something changed; only the addressed see it.
create policy tell on notice for insert to yorube_app with check (made_by = (select auth.my_user()));
create policy addressed on notice for select to yorube_app using (
  user_id = (select auth.my_user()) or desk_id = any ((select auth.my_desks())::uuid[]));
create policy not_blocked on notice as restrictive to yorube_app
  using (compartment_id is null or compartment_id <> all ((select auth.my_blocked_compartments())::uuid[]));
grant select, insert on notice_read to yorube_app;
create policy own on notice_read for select to yorube_app using (user_id = (select auth.my_user()));
create policy own_add on notice_read for insert to yorube_app with check (user_id = (select auth.my_user()));

-- Wakes the staff processes when the transaction commits: addresses only.
create function internal.wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('yorube_notice', new.tenant_id || ' ' || coalesce(new.desk_id, new.user_id));
  return null;
end $$;
create trigger wake after insert on notice for each row execute function internal.wake();

create function auth.forget_old_notices() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.notice where at < now() - interval '60 days'
$$;
call internal.definer('auth.forget_old_notices()', 'yorube_worker');
