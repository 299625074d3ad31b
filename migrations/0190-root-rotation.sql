-- Another root secret (docs/adr/0023). Those before it stay, sealed under the present one: what is found by a keyed hash was
-- keyed once again and is still looked up through them, and checkpoints of their time are theirs. `is_live`: accounts that
-- have not signed in since still follow from it.
create table internal.earlier_root (
  place integer primary key check (place > 0),
  name bytea not null check (octet_length(name) = 16),
  sealed bytea not null,
  replaced_at timestamptz not null default now(),
  is_live boolean not null default false,
  check (not is_live or place = 1)
);
call internal.classify('internal.earlier_root', 'place P, name K, sealed K, replaced_at P, is_live P');
alter table internal.earlier_root enable row level security;
alter table internal.earlier_root force row level security;
revoke all on internal.earlier_root from public;
grant select, insert, update, delete on internal.earlier_root to yorube_definer;
create policy definer on internal.earlier_root to yorube_definer using (true) with check (true);
create policy tenant on internal.earlier_root as restrictive to yorube_app, yorube_worker, yorube_auditor, yorube_intake
  using (false) with check (false);

-- For a process that has the root secret: without it nobody opens what this answers.
create function auth.earlier_roots() returns table (place integer, name bytea, sealed bytea, is_live boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.place, r.name, r.sealed, r.is_live from internal.earlier_root r order by r.place
$$;
call internal.definer('auth.earlier_roots()', 'yorube_app, yorube_migrator');
