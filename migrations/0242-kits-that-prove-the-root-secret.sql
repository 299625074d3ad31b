-- The root secret lies sealed to a public key beside it, so anybody who writes to the database can seal one of his own there. A proof that
-- follows from the seed of the kits tells ours from his (docs/adr/0015). Sets of before have none, and count as old: a new one is due.

alter table auth.escrow_key add column root_proof bytea;
call internal.classify('auth.escrow_key', 'root_proof K');

drop function auth.put_escrow_key(integer, bytea, bytea, bytea, bytea, bytea);
create function auth.put_escrow_key(p_epoch integer, p_key_id bytea, p_public_key bytea, p_root_key_id bytea,
                                    p_root_wrap bytea, p_root_proof bytea, p_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not auth.is_stepped_up_administrator() then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('recovery kits ' || tenant::text, 0));
  delete from auth.escrow_key k where k.tenant_id = tenant and k.confirmed_at is null and k.epoch < p_epoch;
  if exists (select from auth.escrow_key k where k.tenant_id = tenant and k.epoch >= p_epoch) then return false; end if;
  insert into auth.escrow_key (tenant_id, epoch, key_id, public_key, root_key_id, root_wrap, root_proof, mac, made_by)
  values (tenant, p_epoch, p_key_id, p_public_key, p_root_key_id, p_root_wrap, p_root_proof, p_mac, auth.my_user());
  return true;
end $$;
call internal.definer('auth.put_escrow_key(integer, bytea, bytea, bytea, bytea, bytea, bytea)', 'yorube_app');

drop function auth.seeds_to_escrow();
create function auth.seeds_to_escrow()
returns table (tenant_id uuid, epoch integer, key_id bytea, public_key bytea, root_key_id bytea, root_wrap bytea,
               root_proof bytea, mac bytea, desk_ids uuid[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.tenant_id, k.epoch, k.key_id, k.public_key, k.root_key_id, k.root_wrap, k.root_proof, k.mac, missing.ids
  from (select x.* from auth.escrow_key x
        where x.tenant_id = (select auth.my_tenant()) and x.confirmed_at is not null and x.used_at is null
        order by x.epoch desc limit 1) k
  cross join lateral (
    select array_agg(d.id) as ids from auth.desk d
    where d.tenant_id = k.tenant_id and d.id = any ((select auth.my_desks())::uuid[]) and not exists (
      select from auth.escrowed_seed e where e.tenant_id = d.tenant_id and e.desk_id = d.id and e.epoch = d.epoch
        and e.escrow_epoch = k.epoch)) missing
  where missing.ids is not null
$$;
call internal.definer('auth.seeds_to_escrow()', 'yorube_app');

create or replace function auth.health()
returns table (sealing_seconds float8, alarms integer, late_keys integer, thin_desks integer, kits text, old_root boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if tenant is null or not 'tenant_admin' = any (auth.my_roles()) then return; end if;
  return query
  with seated as (
    select d.id, count(distinct u.id) as members
    from auth.desk d
    left join auth.membership m on m.tenant_id = d.tenant_id and m.desk_id = d.id and m.epoch = d.epoch
      and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))
    left join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
    where d.tenant_id = tenant and d.epoch is not null and d.kind <> 'paper' group by d.id)
  select
    coalesce((select extract(epoch from now() - min(e.at)) from audit.event e cross join internal.log l
      where (e.xid8, e.seq) > (l.after_xid, l.after_seq)), 0)::float8,
    (select count(*)::integer from audit.alarm a where a.tenant_id = tenant and a.answer is null),
    (select count(*)::integer from auth.desk d where d.tenant_id = tenant and d.rotate_due_at < now() - interval '24 hours'),
    (select count(*)::integer from seated where members < 2),
    (select case when k.used_at is not null then 'used' when k.confirmed_at is null then 'unconfirmed'
       when k.root_proof is null then 'old'
       when k.confirmed_at < now() - interval '1 year' then 'old' else 'ready' end
     from auth.escrow_key k where k.tenant_id = tenant order by k.epoch desc limit 1),
    exists (select from internal.earlier_root r where r.is_live);
end $$;
