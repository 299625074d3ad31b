-- Schemas, the helper that every table goes through, tenants.
-- Roles are made before the first migration (src/platform/db/roles.ts):
--   yorube_migrator owns tables; yorube_definer (nologin) owns SECURITY DEFINER functions and has its own policies;
--   yorube_app, yorube_worker, yorube_intake, yorube_auditor run.
-- Column classes (docs/security.md §4) stand in column comments: P plaintext operational, C coarse plaintext for
-- statistics, S sealed, F sealed placement, A sealed and released by two persons only, K key material (wraps, MACs, hashes).

create schema if not exists internal;
create schema auth;
create schema audit;
create schema intake;
grant usage on schema auth, audit to yorube_app, yorube_worker, yorube_auditor, yorube_definer;
grant usage on schema public to yorube_app, yorube_worker, yorube_auditor, yorube_definer;
grant usage on schema internal to yorube_definer;
grant usage on schema intake to yorube_intake, yorube_app, yorube_definer;
grant create on schema auth, audit, intake, internal, public to yorube_definer;
revoke all on schema public from public;

-- One door for every table: forced row-level security, the tenant wall (restrictive, so that no later policy can
-- widen it), and the definer role's own policy (with FORCE, a definer owned by the table's owner would see nothing).
create procedure internal.protect(t regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('revoke all on %s from public', t);
  execute format('grant select, insert, update, delete on %s to yorube_definer', t);
  execute format('create policy definer on %s to yorube_definer using (true) with check (true)', t);
  execute format('create policy tenant on %s as restrictive to yorube_app, yorube_auditor
                    using (tenant_id = (select auth.my_tenant())) with check (tenant_id = (select auth.my_tenant()))', t);
end $$;

-- Names the class of each column: call internal.classify('case_', 'id P, sealed S').
create procedure internal.classify(t regclass, classes text) language plpgsql as $$
declare pair text;
begin
  foreach pair in array regexp_split_to_array(trim(classes), '\s*,\s*') loop
    execute format('comment on column %s.%I is %L', t, split_part(pair, ' ', 1), split_part(pair, ' ', 2));
  end loop;
end $$;

-- The owner of SECURITY DEFINER functions, and who may call them.
create procedure internal.definer(f regprocedure, callers text) language plpgsql as $$
begin
  execute format('alter function %s owner to yorube_definer', f);
  execute format('revoke all on function %s from public', f);
  execute format('grant execute on function %s to %s', f, callers);
end $$;

create table auth.tenant (
  tenant_id uuid primary key,
  name text not null,
  kind text not null check (kind in ('nation', 'prefecture', 'municipality')),
  parent_id uuid references auth.tenant,
  hosts text[] not null default '{}',
  is_default boolean not null default false,
  is_sample boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index tenant_default on auth.tenant (is_default) where is_default;
call internal.classify('auth.tenant', 'tenant_id P, name P, kind P, parent_id P, hosts P, is_default P, is_sample P, created_at P');
