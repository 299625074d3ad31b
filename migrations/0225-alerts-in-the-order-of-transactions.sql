-- An alert remembered the last line of the record it had told by the line's number, and a line that was given its number first and
-- committed last came after it and was told by nobody. Now what is read ends before the oldest transaction that is still open, and
-- what was told is remembered by the transaction that wrote it: the order in which the record is sealed (0125).
alter table audit.viewing_alert rename column last_seq to last_xid;
-- Told once more rather than never.
update audit.viewing_alert a set last_xid = coalesce((select e.xid8::text::bigint from audit.event e where e.seq = a.last_xid), 0);

drop function audit.raise_viewing_alert(uuid, text, uuid, uuid[], uuid, uuid, timestamptz, timestamptz, integer, bigint);
create function audit.raise_viewing_alert(p_tenant uuid, p_rule text, p_user uuid, p_with uuid[], p_desk uuid, p_case uuid,
                                          p_first timestamptz, p_last timestamptz, p_times integer, p_last_xid bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  perform pg_advisory_xact_lock(hashtextextended('viewing ' || p_tenant::text, 0));
  -- A trap comes with each opening itself, once: of two at the same time the later one may be here first.
  if p_rule <> 'trap' and exists (select from audit.viewing_alert a where a.tenant_id = p_tenant and a.rule = p_rule
    and case when p_rule = 'crowd' then a.desk_id is not distinct from p_desk else a.user_id = p_user end
    and a.case_id is not distinct from p_case and a.last_xid >= p_last_xid)
  then return false; end if;
  update audit.viewing_alert a set times = least(a.times::bigint + p_times, 1000000)::integer, last_at = greatest(a.last_at, p_last),
    last_xid = greatest(a.last_xid, p_last_xid),
    with_ids = array(select distinct w from unnest(a.with_ids || p_with || case when a.user_id <> p_user then array[p_user] else '{}' end) as w
                     where w <> a.user_id)
  where a.tenant_id = p_tenant and a.rule = p_rule
    and case when p_rule = 'crowd' then a.desk_id is not distinct from p_desk else a.user_id = p_user end
    and a.case_id is not distinct from p_case and a.answer is null;
  if found then return false; end if;
  if p_rule <> 'trap' and (select count(*) from audit.viewing_alert a
    where a.tenant_id = p_tenant and a.answer is null and a.rule <> 'trap') >= 200 then return false; end if;
  delete from audit.viewing_alert a where a.tenant_id = p_tenant and a.answered_at < now() - interval '400 days';
  insert into audit.viewing_alert (tenant_id, id, rule, user_id, with_ids, desk_id, case_id, first_at, last_at, times, last_xid)
  values (p_tenant, made, p_rule, p_user, p_with, p_desk, p_case, p_first, p_last, p_times, p_last_xid);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select p_tenant, gen_random_uuid(), w.user_id, 'viewing.alert', 'viewing', made
  from (select l as user_id from auth.leads_without_block(p_tenant, p_desk, p_case, array['supervisor', 'manager', 'desk_lead']) as l
        union
        select r.user_id from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'auditor'
          and not exists (select from auth.case_block b where b.tenant_id = p_tenant and b.case_id = p_case and b.user_id = r.user_id)) w
  where w.user_id <> p_user and w.user_id <> all (p_with);
  return true;
end $$;
call internal.definer('audit.raise_viewing_alert(uuid, text, uuid, uuid[], uuid, uuid, timestamptz, timestamptz, integer, bigint)', 'yorube_worker');

create or replace function audit.spring_trap() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from audit.trap t where t.tenant_id = new.tenant_id and t.case_id = new.case_id and t.ended_at is null)
     and audit.opens_record(new.action) then
    perform audit.raise_viewing_alert(new.tenant_id, 'trap', new.actor_id, '{}',
      audit.desk_then(new.tenant_id, new.actor_id, (select c.desk_id from public.case_ c where c.tenant_id = new.tenant_id and c.id = new.case_id), null),
      new.case_id, new.at, new.at, 1, new.xid8::text::bigint);
  end if;
  return null;
end $$;

drop function audit.told_viewing(uuid);
-- Up to which transaction each kind of alert has told of somebody, of somebody at a case, or of a desk at a case.
create function audit.told_viewing(p_tenant uuid)
returns table (rule text, user_id uuid, case_id uuid, desk_id uuid, last_xid bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.rule, a.user_id, a.case_id, a.desk_id, max(a.last_xid) from audit.viewing_alert a
  where a.tenant_id = p_tenant and a.last_at > now() - interval '30 days' group by 1, 2, 3, 4
$$;
call internal.definer('audit.told_viewing(uuid)', 'yorube_worker');

drop function audit.looks_since(uuid, timestamptz);
create function audit.looks_since(p_tenant uuid, p_since timestamptz)
returns table (user_id uuid, record_id uuid, case_id uuid, desk_id uuid, ats timestamptz[], xids bigint[], relates boolean,
               ended_at timestamptz, on_duty boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with looks as (
    select u.id as user_id, coalesce(e.case_id, e.object_id) as record_id, e.case_id,
      array_agg(e.at order by e.xid8, e.seq) as ats, array_agg(e.xid8::text::bigint order by e.xid8, e.seq) as xids
    from auth.staff_user u
    join audit.event e on e.tenant_id = u.tenant_id and e.actor_id = u.id and e.at > p_since
    where u.tenant_id = p_tenant and u.kind = 'person' and e.result = 'ok' and auth.counted_as(e.action) = 'record'
    and e.xid8 < pg_snapshot_xmin(pg_current_snapshot())
      and coalesce(e.case_id, e.object_id) is not null
    group by 1, 2, 3)
  select l.user_id, l.record_id, l.case_id, audit.desk_then(p_tenant, l.user_id, c.desk_id, null), l.ats, l.xids,
    l.case_id is null or audit.relates(p_tenant, l.user_id, l.case_id),
    case when l.case_id is not null then audit.ended_for(p_tenant, l.user_id, l.case_id) end,
    exists (select from public.duty d where d.tenant_id = p_tenant and d.user_id = l.user_id and d.kind in ('duty', 'cover')
      and d.day between ((l.ats[1] at time zone 'Asia/Tokyo')::date - 1) and (l.ats[cardinality(l.ats)] at time zone 'Asia/Tokyo')::date)
    or exists (select from auth.duty_desk x join auth.membership m on m.tenant_id = x.tenant_id and m.desk_id = x.desk_id
      where x.tenant_id = p_tenant and x.until is null and m.user_id = l.user_id)
  from looks l left join public.case_ c on c.tenant_id = p_tenant and c.id = l.case_id
  order by l.xids[cardinality(l.xids)] desc
  limit 20000
$$;
call internal.definer('audit.looks_since(uuid, timestamptz)', 'yorube_worker');

drop function audit.days_at_cases(uuid, uuid[], uuid[]);
create function audit.days_at_cases(p_tenant uuid, p_users uuid[], p_cases uuid[])
returns table (user_id uuid, case_id uuid, day text, at timestamptz, last_xid bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.user_id, p.case_id, ((e.at at time zone 'Asia/Tokyo')::date)::text, max(e.at), max(e.xid8::text::bigint)
  from unnest(p_users, p_cases) as p (user_id, case_id)
  join audit.event e on e.tenant_id = p_tenant and e.actor_id = p.user_id and e.case_id = p.case_id and e.at > now() - interval '14 days'
  where e.result = 'ok' and auth.counted_as(e.action) = 'record'
    and e.xid8 < pg_snapshot_xmin(pg_current_snapshot())
  group by 1, 2, 3
  limit 50000
$$;
call internal.definer('audit.days_at_cases(uuid, uuid[], uuid[])', 'yorube_worker');

drop function audit.refusals_since(uuid, timestamptz);
create function audit.refusals_since(p_tenant uuid, p_since timestamptz)
returns table (user_id uuid, desk_id uuid, ats timestamptz[], xids bigint[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, audit.desk_then(p_tenant, u.id, null, null), array_agg(e.at order by e.xid8, e.seq), array_agg(e.xid8::text::bigint order by e.xid8, e.seq)
  from auth.staff_user u
  join audit.event e on e.tenant_id = u.tenant_id and e.actor_id = u.id and e.at > p_since
  where u.tenant_id = p_tenant and u.kind = 'person' and e.result = 'absent'
    and e.xid8 < pg_snapshot_xmin(pg_current_snapshot())
  group by u.id
  limit 2000
$$;
call internal.definer('audit.refusals_since(uuid, timestamptz)', 'yorube_worker');

drop function audit.looks_before_leaving(uuid, integer);
create function audit.looks_before_leaving(p_tenant uuid, p_days integer)
returns table (user_id uuid, desk_id uuid, case_id uuid, at timestamptz, last_xid bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.desk_id, e.case_id, max(e.at), max(e.xid8::text::bigint)
  from (select distinct on (m.user_id) m.user_id, m.desk_id from auth.membership m
        where m.tenant_id = p_tenant and m.not_after > extract(epoch from now())
          and m.not_after < extract(epoch from now() + make_interval(days => p_days))
        order by m.user_id, m.not_after) m
  join audit.event e on e.tenant_id = p_tenant and e.actor_id = m.user_id and e.at > now() - interval '7 days'
  where e.result = 'ok' and e.case_id is not null and auth.counted_as(e.action) = 'record'
    and e.xid8 < pg_snapshot_xmin(pg_current_snapshot())
    and not audit.relates(p_tenant, m.user_id, e.case_id)
  group by 1, 2, 3
  limit 20000
$$;
call internal.definer('audit.looks_before_leaving(uuid, integer)', 'yorube_worker');
