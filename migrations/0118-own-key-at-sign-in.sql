-- Sign-in and activation look at the account's own public key as well: a row that somebody altered is met by its owner
-- first, and not only by who next seals something to her. Null columns = there is no such row.
drop function auth.sign_in_material(uuid, text, text);
create function auth.sign_in_material(p_tenant uuid, p_login text, p_kind text)
returns table (user_id uuid, display_name text, unlocker_id uuid, kind text, salt bytea, auth_hash bytea, wrap bytea,
               not_after bigint, mac bytea, key_id bytea, public_key bytea, key_mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.display_name, k.unlocker_id, k.kind, k.salt, k.auth_hash, k.wrap, k.not_after, k.mac,
    p.key_id, p.public_key, p.mac
  from auth.staff_user u join auth.unlocker k on k.tenant_id = u.tenant_id and k.user_id = u.id
    left join auth.user_key p on p.tenant_id = u.tenant_id and p.user_id = u.id
  where u.tenant_id = p_tenant and lower(u.login) = lower(p_login) and k.kind = p_kind
    and u.state = case p_kind when 'activation' then 'invited' else 'active' end
$$;
call internal.definer('auth.sign_in_material(uuid,text,text)', 'yorube_app');
