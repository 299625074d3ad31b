-- After a rotation of the root secret a passkey that opens by itself follows from the new one at its next use, as a password does
-- (auth.replace_unlocker): the proof of the old unlocker is shown.
create function auth.renew_passkey_unlocker(p_tenant uuid, p_user uuid, p_id uuid, p_proof bytea, p_auth_hash bytea,
                                            p_wrap bytea, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.unlocker set auth_hash = p_auth_hash, wrap = p_wrap, mac = p_mac
  where tenant_id = p_tenant and user_id = p_user and unlocker_id = p_id and kind = 'passkey' and auth_hash = sha256(p_proof);
  return found;
end $$;
call internal.definer('auth.renew_passkey_unlocker(uuid, uuid, uuid, bytea, bytea, bytea, bytea)', 'yorube_app');
