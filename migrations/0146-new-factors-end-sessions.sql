-- Whoever makes new factors may have lost the old ones: as with a new password, every other session of hers ends. Where she is
-- not signed in yet (the letter of a new account, the first set-up) there is none to end, and the one being opened stays.
create or replace function auth.replace_factors(p_tenant uuid, p_user uuid, p_proof bytea, p_ids uuid[], p_kinds text[], p_secrets bytea[],
                                                p_last_steps bigint[], p_code_factors uuid[], p_code_hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.unlocker k where k.tenant_id = p_tenant and k.user_id = p_user and k.auth_hash = sha256(p_proof)
    and (k.not_after = 0 or k.not_after > extract(epoch from now()));
  if not found then return false; end if;
  delete from auth.factor where tenant_id = p_tenant and user_id = p_user;
  insert into auth.factor (tenant_id, user_id, id, kind, secret, last_step)
  select p_tenant, p_user, f.id, f.kind, f.secret, f.last_step
  from unnest(p_ids, p_kinds, p_secrets, p_last_steps) as f (id, kind, secret, last_step);
  insert into auth.factor_code (tenant_id, user_id, factor_id, code_hash)
  select p_tenant, p_user, c.factor_id, c.code_hash from unnest(p_code_factors, p_code_hashes) as c (factor_id, code_hash);
  delete from auth.session s using auth.live_session() mine
  where mine.tenant_id = p_tenant and mine.user_id = p_user and s.tenant_id = p_tenant and s.user_id = p_user
    and s.lookup <> mine.lookup;
  return true;
end $$;
