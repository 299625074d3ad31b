-- Names of security keys that are made up at the door (docs/adr/0022) followed from the root secret: when it was rotated every made-up
-- name changed and no real one did, and between rotations none ever changed, while people replace their keys. Now they follow from a
-- secret of the tenant that nothing rotates, and each changes now and then, by day. It keeps outsiders guessing and nobody else: whoever
-- reads this table reads the real keys beside it.
create table auth.decoy_secret (
  tenant_id uuid not null references auth.tenant,
  secret bytea not null,
  primary key (tenant_id)
);
call internal.classify('auth.decoy_secret', 'tenant_id P, secret K');
call internal.protect('auth.decoy_secret');

create function internal.decoy_bytes(p_tenant uuid, p_name text) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sha256(d.secret || sha256(d.secret || convert_to(p_name, 'UTF8'))) from auth.decoy_secret d where d.tenant_id = p_tenant
$$;
call internal.definer('internal.decoy_bytes(uuid, text)', 'yorube_definer');

create function internal.keep_decoy_secret(p_tenant uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into auth.decoy_secret (tenant_id, secret)
  select t.tenant_id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
  from auth.tenant t where t.tenant_id = p_tenant
  on conflict do nothing
$$;
call internal.definer('internal.keep_decoy_secret(uuid)', 'yorube_definer');

-- So many made-up keys of one login, the same until one of them changes: after 200 to 900 days each, at some time between nine and five.
create function internal.made_up_keys(p_tenant uuid, p_rp_id text, p_login text, p_count integer, p_at timestamptz)
returns table (id bytea, salt bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select internal.decoy_bytes(p_tenant, concat_ws(E'\n', 'id', named.name, turn.no)),
    substring(internal.decoy_bytes(p_tenant, concat_ws(E'\n', 'salt', named.name, turn.no)) for 16)
  from generate_series(1, least(p_count, 10)) as place (no)
  cross join lateral (select concat_ws(E'\n', p_rp_id, p_login, place.no) as name) named
  cross join lateral (select internal.decoy_bytes(p_tenant, concat_ws(E'\n', 'when', named.name)) as bytes) w
  cross join lateral (select 200 + (get_byte(w.bytes, 0) * 256 + get_byte(w.bytes, 1)) % 700 as days) period
  -- Midnight of UTC is nine o'clock in Japan.
  cross join lateral (select floor(extract(epoch from p_at - make_interval(secs => (get_byte(w.bytes, 2) * 256 + get_byte(w.bytes, 3)) % 28800)) / 86400)::integer as no) day
  cross join lateral (select (day.no + (get_byte(w.bytes, 4) * 256 + get_byte(w.bytes, 5)) % period.days) / period.days as no) turn
  order by place.no
$$;
call internal.definer('internal.made_up_keys(uuid, text, text, integer, timestamptz)', 'yorube_definer');

create function auth.made_up_keys(p_tenant uuid, p_rp_id text, p_login text, p_count integer)
returns table (id bytea, salt bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.keep_decoy_secret(p_tenant);
  return query select k.id, k.salt from internal.made_up_keys(p_tenant, p_rp_id, p_login, p_count, now()) k;
end $$;
call internal.definer('auth.made_up_keys(uuid, text, text, integer)', 'yorube_app');

-- What a real key that derives nothing is asked to derive from, so that it looks like the others.
create function auth.made_up_salts(p_tenant uuid, p_keys uuid[]) returns table (id uuid, salt bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform internal.keep_decoy_secret(p_tenant);
  return query
  select k.id, substring(internal.decoy_bytes(p_tenant, concat_ws(E'\n', 'salt of', k.id)) for 16) from unnest(p_keys) as k (id);
end $$;
call internal.definer('auth.made_up_salts(uuid, uuid[])', 'yorube_app');
