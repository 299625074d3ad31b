-- Printed codes are short, 27 bits on a card and 50 for a recovery code. Sets made from now on are kept under Argon2id with a salt of
-- their own, so that whoever has the database and the root secret as well tries each code slowly. A set from before has no salt: it is
-- found by its keyed hash as ever, for nobody has its codes to hash them anew, and goes with the next set.
alter table auth.factor add column salt bytea;
alter table auth.factor add constraint factor_salt_check check (salt is null or (kind <> 'totp' and octet_length(salt) = 16));
call internal.classify('auth.factor', 'salt K');

drop function auth.factors_of(uuid, uuid);
create function auth.factors_of(p_tenant uuid, p_user uuid)
returns table (id uuid, kind text, secret bytea, last_step bigint, salt bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.id, f.kind, f.secret, f.last_step, f.salt from auth.factor f where f.tenant_id = p_tenant and f.user_id = p_user
$$;
call internal.definer('auth.factors_of(uuid, uuid)', 'yorube_app');

-- As in 0146, with the salt of the set.
drop function auth.replace_factors(uuid, uuid, bytea, uuid[], text[], bytea[], bigint[], uuid[], bytea[]);
create function auth.replace_factors(p_tenant uuid, p_user uuid, p_proof bytea, p_ids uuid[], p_kinds text[], p_secrets bytea[],
                                     p_last_steps bigint[], p_salt bytea, p_code_factors uuid[], p_code_hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from auth.unlocker k where k.tenant_id = p_tenant and k.user_id = p_user and k.auth_hash = sha256(p_proof)
    and (k.not_after = 0 or k.not_after > extract(epoch from now()));
  if not found then return false; end if;
  delete from auth.factor where tenant_id = p_tenant and user_id = p_user;
  insert into auth.factor (tenant_id, user_id, id, kind, secret, last_step, salt)
  select p_tenant, p_user, f.id, f.kind, f.secret, f.last_step, case when f.kind <> 'totp' then p_salt end
  from unnest(p_ids, p_kinds, p_secrets, p_last_steps) as f (id, kind, secret, last_step);
  insert into auth.factor_code (tenant_id, user_id, factor_id, code_hash)
  select p_tenant, p_user, c.factor_id, c.code_hash from unnest(p_code_factors, p_code_hashes) as c (factor_id, code_hash);
  delete from auth.session s using auth.live_session() mine
  where mine.tenant_id = p_tenant and mine.user_id = p_user and s.tenant_id = p_tenant and s.user_id = p_user
    and s.lookup <> mine.lookup;
  return true;
end $$;
call internal.definer('auth.replace_factors(uuid, uuid, bytea, uuid[], text[], bytea[], bigint[], bytea, uuid[], bytea[])', 'yorube_app');
