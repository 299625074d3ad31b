-- Who looked at a record: told to the person it is about, and watched for what is unusual. Everything here is computed from
-- the record of reads (audit.event) and plain columns; no job needs a key.

-- An office may choose other figures than ours (modules/viewing/thresholds.ts), and whether her list names staff.
create table audit.watch_setting (
  tenant_id uuid not null references auth.tenant,
  names_in_report boolean not null,
  other_days integer not null check (other_days between 2 and 14),
  usual_times integer not null check (usual_times between 2 and 20),
  usual_least integer not null check (usual_least between 5 and 500),
  hours_margin integer not null check (hours_margin between 0 and 360),
  hours_least integer not null check (hours_least between 1 and 100),
  ended_days integer not null check (ended_days between 1 and 365),
  crowd_people integer not null check (crowd_people between 3 and 50),
  refused_least integer not null check (refused_least between 3 and 100),
  leaving_days integer not null check (leaving_days between 1 and 60),
  leaving_least integer not null check (leaving_least between 3 and 500),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id),
  foreign key (tenant_id, changed_by) references auth.staff_user
);
call internal.classify('audit.watch_setting', 'tenant_id P, names_in_report P, other_days P, usual_times P, usual_least P, hours_margin P, hours_least P, ended_days P, crowd_people P, refused_least P, leaving_days P, leaving_least P, changed_by P, changed_at P');
call internal.protect('audit.watch_setting');
-- What is watched is no secret: it deters.
grant select on audit.watch_setting to yorube_app;
create policy read on audit.watch_setting for select to yorube_app using (true);
grant insert (tenant_id, names_in_report, other_days, usual_times, usual_least, hours_margin, hours_least, ended_days, crowd_people,
              refused_least, leaving_days, leaving_least, changed_by),
  update (names_in_report, other_days, usual_times, usual_least, hours_margin, hours_least, ended_days, crowd_people,
          refused_least, leaving_days, leaving_least, changed_by, changed_at) on audit.watch_setting to yorube_app;
create policy admin_set on audit.watch_setting for insert to yorube_app with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
create policy admin_change on audit.watch_setting for update to yorube_app
  using ('tenant_admin' = any ((select auth.my_roles())::text[]));

-- Acts that open a record: what counts against a budget, the case that the duty desk opens for an hour, the answer to her request.
create function audit.opens_record(p_action text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.counted_as(p_action) = 'record', false) or p_action in ('duty.read-case', 'access.print')
$$;
revoke all on function audit.opens_record(text) from public;
grant execute on function audit.opens_record(text) to yorube_definer;

-- Requests, consultations and referrals are opened by their own ids: another desk does not know of which case.
create index event_object on audit.event (tenant_id, object_id) where object_type in ('request', 'consultation', 'referral');

-- Her list as it was made: which days, with names or without, and what she said about a copy. What it shows is read anew
-- from the record, never past the moment at which it was made.
create table viewer_report (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  desk_id uuid not null,
  from_day date not null,
  until_day date not null,
  with_names boolean not null,
  copy_safe text not null check (copy_safe in ('yes', 'no', 'not_asked')),
  made_by uuid not null,
  made_at timestamptz(3) not null default now(),
  release_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_,
  check (from_day <= until_day)
);
create index viewer_report_case on viewer_report (tenant_id, case_id, made_at desc);
call internal.classify('viewer_report', 'tenant_id P, id P, case_id P, desk_id P, from_day P, until_day P, with_names P, copy_safe P, made_by P, made_at P, release_id P');
call internal.protect('viewer_report');
call internal.belongs_to_desk('viewer_report', true, false);
revoke update on viewer_report from yorube_app;
drop policy change on viewer_report;
call internal.has_parent('viewer_report', 'case_id', 'case_');
call internal.has_parent('viewer_report', 'release_id', 'release');

-- At which desk somebody sat when she looked: the one that was asked, the one that holds the case, else the first she had.
create function audit.desk_then(p_tenant uuid, p_user uuid, p_first uuid, p_second uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.desk_id from (
    select m.desk_id, m.created_at as at from auth.membership m where m.tenant_id = p_tenant and m.user_id = p_user
    union all
    select l.desk_id, l.left_at from auth.desk_leaver l where l.tenant_id = p_tenant and l.user_id = p_user) s
  order by s.desk_id is distinct from p_first, s.desk_id is distinct from p_second, s.at
  limit 1
$$;
call internal.definer('audit.desk_then(uuid, uuid, uuid, uuid)', 'yorube_definer');

-- Who opened anything of one case, one line a day, person, purpose and way: for whoever leads the desk that holds it, to make
-- the person's list. Nothing of what was read, and no reason that anybody gave.
create function audit.lookers(p_case uuid, p_from date, p_until date, p_before timestamptz, p_most integer)
returns table (day date, user_id uuid, name text, kind text, desk_id uuid, role text, purpose text, in_emergency boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  home uuid;
begin
  select c.desk_id into home from public.case_ c
  where c.tenant_id = s.tenant_id and c.id = p_case and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and c.id <> all (auth.my_blocked_cases());
  if home is null then return; end if;
  return query
  with looks as (
    select e.at, e.actor_id, e.action, e.purpose, null::uuid as asked_desk from audit.event e
    where e.tenant_id = s.tenant_id and e.case_id = p_case and e.result = 'ok' and audit.opens_record(e.action)
    union all
    select e.at, e.actor_id, e.action, e.purpose, q.to_desk_id
    from public.request_case r
    join public.request q on q.tenant_id = r.tenant_id and q.id = r.request_id
    join audit.event e on e.tenant_id = r.tenant_id and e.object_type = 'request' and e.object_id = r.request_id
    where r.tenant_id = s.tenant_id and r.case_id = p_case and e.case_id is null and e.result = 'ok' and audit.opens_record(e.action)
    union all
    select e.at, e.actor_id, e.action, e.purpose, null
    from public.consultation n
    join audit.event e on e.tenant_id = n.tenant_id and e.object_type = 'consultation' and e.object_id = n.id
    where n.tenant_id = s.tenant_id and n.case_id = p_case and e.case_id is null and e.result = 'ok' and audit.opens_record(e.action)
    union all
    select e.at, e.actor_id, e.action, e.purpose, null
    from public.referral_outcome o
    join audit.event e on e.tenant_id = o.tenant_id and e.object_type = 'referral' and e.object_id = o.referral_id
    where o.tenant_id = s.tenant_id and o.case_id = p_case and e.case_id is null and e.result = 'ok' and audit.opens_record(e.action)),
  days as (
    select distinct on (d.day, l.actor_id, l.purpose, l.action = 'duty.read-case')
      d.day, l.actor_id, l.purpose, l.action = 'duty.read-case' as in_emergency, l.at,
      case when l.action = 'duty.read-case' then
        coalesce((select b.desk_id from auth.break_glass b where b.tenant_id = s.tenant_id and b.case_id = p_case
          and b.user_id = l.actor_id and b.at <= l.at order by b.at desc limit 1), audit.desk_then(s.tenant_id, l.actor_id, null, home))
      else audit.desk_then(s.tenant_id, l.actor_id, l.asked_desk, home) end as desk_id
    from looks l cross join lateral (select (l.at at time zone 'Asia/Tokyo')::date as day) d
    where l.actor_id is not null and d.day between p_from and p_until and l.at <= p_before
    order by d.day, l.actor_id, l.purpose, l.action = 'duty.read-case', l.asked_desk nulls last, l.at)
  select x.day, x.actor_id, u.display_name, u.kind, x.desk_id,
    (select m.role from auth.membership m where m.tenant_id = s.tenant_id and m.user_id = x.actor_id and m.desk_id = x.desk_id
     order by m.epoch desc limit 1),
    x.purpose, x.in_emergency
  from days x join auth.staff_user u on u.tenant_id = s.tenant_id and u.id = x.actor_id
  order by x.day, x.at, x.actor_id
  limit p_most;
end $$;
call internal.definer('audit.lookers(uuid, date, date, timestamptz, integer)', 'yorube_app');
