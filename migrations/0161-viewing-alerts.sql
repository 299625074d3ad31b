-- Alerts for unusual viewing. The rules are pure functions (modules/viewing/rules.ts) over the facts that the functions below
-- answer with: ids, times and counts from the record, never a document. A background task raises what they find; a planted
-- case raises its alert with the opening's own audit line.

create table audit.viewing_alert (
  tenant_id uuid not null references auth.tenant,
  id uuid not null default gen_random_uuid(),
  rule text not null check (rule in ('others', 'more', 'hours', 'ended', 'crowd', 'refused', 'leaving', 'trap')),
  -- Whom it is about; of several at one case the last one, the others beside her. None of them is ever shown it.
  user_id uuid not null,
  with_ids uuid[] not null default '{}',
  -- Whose leads look at it.
  desk_id uuid,
  case_id uuid,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null,
  -- The newest line of the record that it counts: nothing is told twice.
  last_seq bigint not null,
  raised_at timestamptz not null default now(),
  answer text check (answer in ('explained', 'asked', 'escalated')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, answered_by) references auth.staff_user,
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check (answered_by is distinct from user_id)
);
create index viewing_alert_open on audit.viewing_alert (tenant_id, raised_at) where answer is null;
create index viewing_alert_told on audit.viewing_alert (tenant_id, raised_at desc);
call internal.classify('audit.viewing_alert', 'tenant_id P, id P, rule P, user_id P, with_ids P, desk_id P, case_id P, first_at P, last_at P, times P, last_seq P, raised_at P, answer P, answered_by P, answered_at P');
call internal.protect('audit.viewing_alert');
grant select on audit.viewing_alert to yorube_app;
create policy read on audit.viewing_alert for select to yorube_app using (
  user_id <> (select auth.my_user()) and (select auth.my_user()) <> all (with_ids)
  and ('auditor' = any ((select auth.my_roles())::text[])
    or desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager', 'desk_lead']))::uuid[])));
create policy not_blocked on audit.viewing_alert as restrictive to yorube_app
  using (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]));

-- Cases that were planted: nobody has a reason to open them. Known to auditors alone; everywhere else they are cases.
create table audit.trap (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  set_by uuid not null,
  set_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references public.case_,
  foreign key (tenant_id, set_by) references auth.staff_user
);
create unique index trap_now on audit.trap (tenant_id, case_id) where ended_at is null;
call internal.classify('audit.trap', 'tenant_id P, id P, case_id P, set_by P, set_at P, ended_at P');
call internal.protect('audit.trap');
grant select on audit.trap to yorube_app;
create policy read on audit.trap for select to yorube_app using ('auditor' = any ((select auth.my_roles())::text[]));
create policy not_blocked on audit.trap as restrictive to yorube_app using (case_id <> all ((select auth.my_blocked_cases())::uuid[]));

-- The same facts are one alert. While one of the same kind is unanswered, what comes on is counted there; two hundred
-- unanswered ones at most, and what is found beyond is raised when others were answered. True = a new one, and told.
create function audit.raise_viewing_alert(p_tenant uuid, p_rule text, p_user uuid, p_with uuid[], p_desk uuid, p_case uuid,
                                          p_first timestamptz, p_last timestamptz, p_times integer, p_last_seq bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  perform pg_advisory_xact_lock(hashtextextended('viewing ' || p_tenant::text, 0));
  if exists (select from audit.viewing_alert a where a.tenant_id = p_tenant and a.rule = p_rule
    and (p_rule = 'crowd' or a.user_id = p_user) and a.case_id is not distinct from p_case and a.last_seq >= p_last_seq)
  then return false; end if;
  update audit.viewing_alert a set times = least(a.times::bigint + p_times, 1000000)::integer, last_at = p_last, last_seq = p_last_seq,
    with_ids = array(select distinct w from unnest(a.with_ids || p_with || case when a.user_id <> p_user then array[p_user] else '{}' end) as w
                     where w <> a.user_id)
  where a.tenant_id = p_tenant and a.rule = p_rule and (p_rule = 'crowd' or a.user_id = p_user)
    and a.case_id is not distinct from p_case and a.answer is null;
  if found or (select count(*) from audit.viewing_alert a where a.tenant_id = p_tenant and a.answer is null) >= 200
  then return false; end if;
  delete from audit.viewing_alert a where a.tenant_id = p_tenant and a.answered_at < now() - interval '400 days';
  insert into audit.viewing_alert (tenant_id, id, rule, user_id, with_ids, desk_id, case_id, first_at, last_at, times, last_seq)
  values (p_tenant, made, p_rule, p_user, p_with, p_desk, p_case, p_first, p_last, p_times, p_last_seq);
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

-- One of three answers; what somebody was asked about can be brought to an end. Escalated goes to auditors. False = none of mine.
create function audit.answer_viewing_alert(p_id uuid, p_answer text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update audit.viewing_alert a set answer = p_answer, answered_by = s.user_id, answered_at = now()
  where a.tenant_id = s.tenant_id and a.id = p_id and (a.answer is null or (a.answer = 'asked' and p_answer <> 'asked'))
    and a.user_id <> s.user_id and s.user_id <> all (a.with_ids)
    and ('auditor' = any (auth.my_roles()) or a.desk_id = any (auth.my_desks_as(array['supervisor', 'manager', 'desk_lead'])))
    and (a.case_id is null or a.case_id <> all (auth.my_blocked_cases()));
  if not found then return false; end if;
  if p_answer = 'escalated' then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
    select a.tenant_id, gen_random_uuid(), r.user_id, 'viewing.escalated', 'viewing', a.id, s.user_id
    from audit.viewing_alert a join auth.role_assignment r on r.tenant_id = a.tenant_id and r.role = 'auditor'
    where a.tenant_id = s.tenant_id and a.id = p_id and r.user_id <> s.user_id and r.user_id <> a.user_id
      and r.user_id <> all (a.with_ids);
  end if;
  return true;
end $$;
call internal.definer('audit.answer_viewing_alert(uuid, text)', 'yorube_app');

-- An auditor plants one, or takes it away. She knows a case by the number that her own list shows and by nothing else.
create function audit.set_trap(p_id uuid, p_first uuid, p_last uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  found_id uuid;
begin
  if s.id is null or not ('auditor' = any (auth.my_roles())) or s.step_up_until is null or s.step_up_until < now()
     or (select count(*) from audit.trap t where t.tenant_id = s.tenant_id and t.ended_at is null) >= 50 then return false; end if;
  select c.id into found_id from public.case_ c
  where c.tenant_id = s.tenant_id and c.id between p_first and p_last and c.id <> all (auth.my_blocked_cases())
  order by c.id limit 1;
  if found_id is null then return false; end if;
  insert into audit.trap (tenant_id, id, case_id, set_by) values (s.tenant_id, p_id, found_id, s.user_id) on conflict do nothing;
  return found;
end $$;
call internal.definer('audit.set_trap(uuid, uuid, uuid)', 'yorube_app');
create function audit.end_trap(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or not ('auditor' = any (auth.my_roles())) or s.step_up_until is null or s.step_up_until < now() then return false; end if;
  update audit.trap t set ended_at = now() where t.tenant_id = s.tenant_id and t.id = p_id and t.ended_at is null
    and t.case_id <> all (auth.my_blocked_cases());
  return found;
end $$;
call internal.definer('audit.end_trap(uuid)', 'yorube_app');

create function audit.spring_trap() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from audit.trap t where t.tenant_id = new.tenant_id and t.case_id = new.case_id and t.ended_at is null)
     and audit.opens_record(new.action) then
    perform audit.raise_viewing_alert(new.tenant_id, 'trap', new.actor_id, '{}',
      audit.desk_then(new.tenant_id, new.actor_id, (select c.desk_id from public.case_ c where c.tenant_id = new.tenant_id and c.id = new.case_id), null),
      new.case_id, new.at, new.at, 1, new.seq);
  end if;
  return null;
end $$;
call internal.definer('audit.spring_trap()', 'yorube_definer');
create trigger spring_trap after insert on audit.event for each row
  when (new.result = 'ok' and new.actor_id is not null and new.case_id is not null) execute function audit.spring_trap();

-- Whether somebody has to do with a case: it is hers, she wrote or asked in it, stands in for whoever has it, or must look at it.
create function audit.relates(p_tenant uuid, p_user uuid, p_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.case_ c where c.tenant_id = p_tenant and c.id = p_case and (
      c.assignee_id = p_user or c.reviewed_by = p_user
      or exists (select from public.case_note n where n.tenant_id = p_tenant and n.case_id = p_case and n.author_id = p_user)
      or exists (select from public.consultation n where n.tenant_id = p_tenant and n.case_id = p_case and (n.author_id = p_user or n.reviewed_by = p_user))
      or exists (select from public.approval a where a.tenant_id = p_tenant and a.case_id = p_case and p_user in (a.asked_by, a.decided_by))
      or exists (select from public.request_case r join public.request q on q.tenant_id = r.tenant_id and q.id = r.request_id
        where r.tenant_id = p_tenant and r.case_id = p_case and q.sent_by = p_user)
      or exists (select from public.duty d where d.tenant_id = p_tenant and d.user_id = p_user and d.kind = 'cover' and d.covers_user_id = c.assignee_id
        and d.day >= (now() at time zone 'Asia/Tokyo')::date - 1)
      or (c.status <> 'closed'
        and exists (select from auth.membership m where m.tenant_id = p_tenant and m.user_id = p_user and m.desk_id = c.desk_id
          and m.role in ('supervisor', 'manager'))
        and (c.reviewed_at is null or c.risk_level in ('extreme', 'high') or c.assignee_id is null
          or least(c.next_review_on, c.reassess_by) < (now() at time zone 'Asia/Tokyo')::date
          or exists (select from public.approval a where a.tenant_id = p_tenant and a.case_id = p_case
            and (a.state = 'asked' or (a.mode = 'in_stead' and a.seen_at is null)))))))
$$;
call internal.definer('audit.relates(uuid, uuid, uuid)', 'yorube_definer');

-- Since when a case is no longer hers: it was closed, or given to somebody else. Null = it is not at an end for her.
create function audit.ended_for(p_tenant uuid, p_user uuid, p_case uuid) returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when c.status = 'closed' then (c.closed_on + 1)::timestamp at time zone 'Asia/Tokyo'
    when c.assignee_id is distinct from p_user then (
      select min(e.at) from public.case_event e
      where e.tenant_id = p_tenant and e.case_id = p_case and e.kind = 'assigned' and e.object_id <> p_user and e.at > (
        select max(h.at) from public.case_event h where h.tenant_id = p_tenant and h.case_id = p_case
          and ((h.kind = 'assigned' and h.object_id = p_user) or (h.kind = 'opened' and h.actor_id = p_user))))
  end
  from public.case_ c where c.tenant_id = p_tenant and c.id = p_case
$$;
call internal.definer('audit.ended_for(uuid, uuid, uuid)', 'yorube_definer');

create function audit.watched_tenants() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id from auth.tenant t
$$;
call internal.definer('audit.watched_tenants()', 'yorube_worker');

-- The office's figures (null where it has not chosen) and hours; the days it is open or closed besides the calendar.
create function audit.watch_terms(p_tenant uuid)
returns table (other_days integer, usual_times integer, usual_least integer, hours_margin integer, hours_least integer, ended_days integer,
               crowd_people integer, refused_least integer, leaving_days integer, leaving_least integer,
               opens_at text, closes_at text, open_days text[], closed_days text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.other_days, s.usual_times, s.usual_least, s.hours_margin, s.hours_least, s.ended_days, s.crowd_people, s.refused_least,
    s.leaving_days, s.leaving_least, left(o.opens_at::text, 5), left(o.closes_at::text, 5),
    array(select d.day::text from public.office_day d where d.tenant_id = p_tenant and d.is_open and d.day between current_date - 3 and current_date + 1),
    array(select d.day::text from public.office_day d where d.tenant_id = p_tenant and not d.is_open and d.day between current_date - 3 and current_date + 1)
  from (select 1) as one
  left join audit.watch_setting s on s.tenant_id = p_tenant
  left join public.office_setting o on o.tenant_id = p_tenant
$$;
call internal.definer('audit.watch_terms(uuid)', 'yorube_worker');

-- Up to which line each kind of alert has told of somebody, of somebody at a case, or of a case.
create function audit.told_viewing(p_tenant uuid)
returns table (rule text, user_id uuid, case_id uuid, last_seq bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.rule, a.user_id, a.case_id, max(a.last_seq) from audit.viewing_alert a
  where a.tenant_id = p_tenant and a.last_at > now() - interval '30 days' group by 1, 2, 3
$$;
call internal.definer('audit.told_viewing(uuid)', 'yorube_worker');

-- What each person opened since then, record by record. What the duty desk opened in an emergency is reviewed by itself.
create function audit.looks_since(p_tenant uuid, p_since timestamptz)
returns table (user_id uuid, record_id uuid, case_id uuid, desk_id uuid, ats timestamptz[], seqs bigint[], relates boolean,
               ended_at timestamptz, on_duty boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with looks as (
    select u.id as user_id, coalesce(e.case_id, e.object_id) as record_id, e.case_id,
      array_agg(e.at order by e.seq) as ats, array_agg(e.seq order by e.seq) as seqs
    from auth.staff_user u
    join audit.event e on e.tenant_id = u.tenant_id and e.actor_id = u.id and e.at > p_since
    where u.tenant_id = p_tenant and u.kind = 'person' and e.result = 'ok' and auth.counted_as(e.action) = 'record'
      and coalesce(e.case_id, e.object_id) is not null
    group by 1, 2, 3)
  select l.user_id, l.record_id, l.case_id, audit.desk_then(p_tenant, l.user_id, c.desk_id, null), l.ats, l.seqs,
    l.case_id is null or audit.relates(p_tenant, l.user_id, l.case_id),
    case when l.case_id is not null then audit.ended_for(p_tenant, l.user_id, l.case_id) end,
    exists (select from public.duty d where d.tenant_id = p_tenant and d.user_id = l.user_id and d.kind in ('duty', 'cover')
      and d.day between ((l.ats[1] at time zone 'Asia/Tokyo')::date - 1) and (l.ats[cardinality(l.ats)] at time zone 'Asia/Tokyo')::date)
    or exists (select from auth.duty_desk x join auth.membership m on m.tenant_id = x.tenant_id and m.desk_id = x.desk_id
      where x.tenant_id = p_tenant and x.until is null and m.user_id = l.user_id)
  from looks l left join public.case_ c on c.tenant_id = p_tenant and c.id = l.case_id
  order by l.seqs[cardinality(l.seqs)] desc
  limit 20000
$$;
call internal.definer('audit.looks_since(uuid, timestamptz)', 'yorube_worker');

-- On which days of the last fourteen she opened that case; one row a day, with its newest line.
create function audit.days_at_cases(p_tenant uuid, p_users uuid[], p_cases uuid[])
returns table (user_id uuid, case_id uuid, day text, at timestamptz, last_seq bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.user_id, p.case_id, ((e.at at time zone 'Asia/Tokyo')::date)::text, max(e.at), max(e.seq)
  from unnest(p_users, p_cases) as p (user_id, case_id)
  join audit.event e on e.tenant_id = p_tenant and e.actor_id = p.user_id and e.case_id = p.case_id and e.at > now() - interval '14 days'
  where e.result = 'ok' and auth.counted_as(e.action) = 'record'
  group by 1, 2, 3
  limit 50000
$$;
call internal.definer('audit.days_at_cases(uuid, uuid[], uuid[])', 'yorube_worker');

-- How many different records she opens on a usual day: the median of her days with any, of the four weeks before today.
create function audit.usual_looks(p_tenant uuid, p_users uuid[])
returns table (user_id uuid, usual integer, days integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.user_id, percentile_disc(0.5) within group (order by d.records)::integer, count(*)::integer
  from (select e.actor_id as user_id, (e.at at time zone 'Asia/Tokyo')::date as day, count(distinct coalesce(e.case_id, e.object_id)) as records
        from unnest(p_users) as u (id)
        join audit.event e on e.tenant_id = p_tenant and e.actor_id = u.id
          and e.at between now() - interval '29 days' and now() - interval '1 day'
        where e.result = 'ok' and auth.counted_as(e.action) = 'record' group by 1, 2) d
  group by d.user_id
$$;
call internal.definer('audit.usual_looks(uuid, uuid[])', 'yorube_worker');

create function audit.refusals_since(p_tenant uuid, p_since timestamptz)
returns table (user_id uuid, desk_id uuid, ats timestamptz[], seqs bigint[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, audit.desk_then(p_tenant, u.id, null, null), array_agg(e.at order by e.seq), array_agg(e.seq order by e.seq)
  from auth.staff_user u
  join audit.event e on e.tenant_id = u.tenant_id and e.actor_id = u.id and e.at > p_since
  where u.tenant_id = p_tenant and u.kind = 'person' and e.result = 'absent'
  group by u.id
  limit 2000
$$;
call internal.definer('audit.refusals_since(uuid, timestamptz)', 'yorube_worker');

-- Whose seat ends soon, and which cases that are none of hers she opened in the last seven days.
create function audit.looks_before_leaving(p_tenant uuid, p_days integer)
returns table (user_id uuid, desk_id uuid, case_id uuid, at timestamptz, last_seq bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, m.desk_id, e.case_id, max(e.at), max(e.seq)
  from (select distinct on (m.user_id) m.user_id, m.desk_id from auth.membership m
        where m.tenant_id = p_tenant and m.not_after > extract(epoch from now())
          and m.not_after < extract(epoch from now() + make_interval(days => p_days))
        order by m.user_id, m.not_after) m
  join audit.event e on e.tenant_id = p_tenant and e.actor_id = m.user_id and e.at > now() - interval '7 days'
  where e.result = 'ok' and e.case_id is not null and auth.counted_as(e.action) = 'record'
    and not audit.relates(p_tenant, m.user_id, e.case_id)
  group by 1, 2, 3
  limit 20000
$$;
call internal.definer('audit.looks_before_leaving(uuid, integer)', 'yorube_worker');
