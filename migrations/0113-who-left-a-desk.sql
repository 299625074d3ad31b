-- Who held a desk's key and left: until the key is renewed, that is who could still open what she had copied before.
-- Known, like who sits there, to the desk and to administrators.
create table auth.desk_leaver (
  tenant_id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  left_at timestamptz not null default now(),
  primary key (tenant_id, desk_id, user_id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.desk_leaver', 'tenant_id P, desk_id P, user_id P, left_at P');
call internal.protect('auth.desk_leaver');
grant select on auth.desk_leaver to yorube_app;
create policy read on auth.desk_leaver for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- However a seat ends: by leaving the desk, the office, or beginning anew with other keys.
create function auth.note_leaver() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into auth.desk_leaver (tenant_id, desk_id, user_id) values (old.tenant_id, old.desk_id, old.user_id)
  on conflict (tenant_id, desk_id, user_id) do update set left_at = now();
  return old;
end $$;
call internal.definer('auth.note_leaver()', 'yorube_definer');
create trigger note_leaver after delete on auth.membership for each row execute function auth.note_leaver();
