-- For the page of administrators that says how the instance is doing: figures of their own tenant and of the log, no person.
create function auth.health()
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
       when k.confirmed_at < now() - interval '1 year' then 'old' else 'ready' end
     from auth.escrow_key k where k.tenant_id = tenant order by k.epoch desc limit 1),
    exists (select from internal.earlier_root r where r.is_live);
end $$;
call internal.definer('auth.health()', 'yorube_app');
