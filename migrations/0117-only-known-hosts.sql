-- The tenant comes from the host name. The default one answers to any name only while it stands alone and has none of its
-- own; else only to this machine's own names, so that no tenant is reached under a name that was never given to it.
create or replace function auth.tenant_for(host text) returns table (tenant_id uuid, name text, kind text, is_sample boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, t.name, t.kind, t.is_sample from auth.tenant t
  where lower(host) = any (t.hosts)
     or t.is_default and (
       lower(host) = 'localhost' or host = '[::1]' or host ~ '^127(\.\d{1,3}){3}$'
       or cardinality(t.hosts) = 0 and not exists (select from auth.tenant o where o.tenant_id <> t.tenant_id))
  order by (lower(host) = any (t.hosts)) desc limit 1
$$;

-- Tells a host name that nobody has from an instance that nobody has set up yet.
create function auth.has_tenant() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from auth.tenant)
$$;
call internal.definer('auth.has_tenant()', 'yorube_app');
