-- Read budgets: how many different records somebody opens. The database counts with the audit line and refuses with it, so
-- that whatever was asked for is neither opened nor recorded as opened. One row for each first opening of a day and no
-- counter: what one person reads at the same time does not wait for itself.

-- An office may choose other figures than ours; `who` leaves room for others than people.
create table auth.read_budget (
  tenant_id uuid not null references auth.tenant,
  who text not null default 'person' check (who in ('person', 'machine')),
  what text not null check (what in ('record', 'search', 'export', 'duty-search')),
  -- Within an hour, and since she last proved who she is: the next one asks for it again. Null = never.
  ask_after integer check (ask_after between 5 and 5000),
  -- On one day: no more, until somebody who leads says so.
  stop_after integer not null check (stop_after between 1 and 20000),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, who, what),
  foreign key (tenant_id, changed_by) references auth.staff_user
);
call internal.classify('auth.read_budget', 'tenant_id P, who P, what P, ask_after P, stop_after P, changed_by P, changed_at P');
call internal.protect('auth.read_budget');
grant select on auth.read_budget to yorube_app;
create policy read on auth.read_budget for select to yorube_app using (true);
grant insert (tenant_id, who, what, ask_after, stop_after, changed_by), update (ask_after, stop_after, changed_by, changed_at)
  on auth.read_budget to yorube_app;
create policy admin_set on auth.read_budget for insert to yorube_app with check ('tenant_admin' = any ((select auth.my_roles())::text[]));
create policy admin_change on auth.read_budget for update to yorube_app
  using ('tenant_admin' = any ((select auth.my_roles())::text[]));

-- What was opened for the first time on that day. Kept for two days; the record proper is audit.event.
create table auth.read_use (
  tenant_id uuid not null,
  user_id uuid not null,
  what text not null,
  day date not null,
  object_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, user_id, what, day, object_id),
  foreign key (tenant_id, user_id) references auth.staff_user
);
call internal.classify('auth.read_use', 'tenant_id P, user_id P, what P, day P, object_id P, at P');
call internal.protect('auth.read_use');

-- Today's stop moved on by as much again, each time.
create table auth.read_lift (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  user_id uuid not null,
  what text not null check (what in ('record', 'search', 'export', 'duty-search')),
  day date not null,
  lifted_by uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, lifted_by) references auth.staff_user,
  check (user_id <> lifted_by)
);
create index read_lift_day on auth.read_lift (tenant_id, user_id, what, day);
call internal.classify('auth.read_lift', 'tenant_id P, id P, user_id P, what P, day P, lifted_by P, at P');
call internal.protect('auth.read_lift');
grant select on auth.read_lift to yorube_app;
create policy read on auth.read_lift for select to yorube_app using (
  lifted_by = (select auth.my_user()) or (select auth.my_roles())::text[] && array['tenant_admin', 'auditor']);

-- Which acts open a record, search, or take a table out. The same list, with what is left out and why, is reviewed in
-- src/guards/reviewed/read-budget.ts.
create function auth.counted_as(p_action text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when p_action in ('case.show', 'case.frame', 'case.show-for-edit', 'case.show-note', 'case.show-person',
      'case.show-file', 'case.show-picture', 'case.prepare-reveal', 'case.reveal-whereabouts', 'case.prepare-closing',
      'case.list-blocks', 'consultation.open', 'disclosure.ledger', 'disclosure.readings', 'disclosure.print-own-list',
      'file.prepare-original', 'file.release-original', 'person.open-same', 'referral.open', 'request.open',
      'request.prepare', 'request.print-sheet', 'request.hand-over-sheet', 'request.standing') then 'record'
    when p_action in ('search.find', 'search.find-in-network', 'person.find-others', 'consultation.recognise-caller')
      then 'search'
    when p_action = 'document.export-directory' then 'export'
    when p_action = 'duty.find' then 'duty-search'
  end
$$;
revoke all on function auth.counted_as(text) from public;
grant execute on function auth.counted_as(text) to yorube_definer;

-- Our figures, where the office has not chosen others. The palette asks while somebody types: searches are many.
create function auth.read_budget_of(p_tenant uuid, p_who text, p_what text, out ask_after integer, out stop_after integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select b.ask_after, b.stop_after into ask_after, stop_after from auth.read_budget b
  where b.tenant_id = p_tenant and b.who = p_who and b.what = p_what;
  if found then return; end if;
  select d.a, d.s into ask_after, stop_after
  from (values ('person', 'record', 30, 100), ('person', 'search', 300, 2000), ('person', 'export', null, 3),
               ('person', 'duty-search', 10, 20), ('machine', 'duty-search', null, 0),
               ('machine', 'record', null, 1000), ('machine', 'search', null, 2000), ('machine', 'export', null, 1)) as d (w, t, a, s)
  where d.w = p_who and d.t = p_what;
end $$;
call internal.definer('auth.read_budget_of(uuid, text, text)', 'yorube_app');

-- Whose budget a session has. One place, for credentials of another kind to answer otherwise.
create function auth.budget_holder(p_session auth.session) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'person'
$$;
call internal.definer('auth.budget_holder(auth.session)', 'yorube_definer');

-- What a lead must look at is no browsing: the cases of her review queue and consultations nobody has read yet, at the
-- desks she leads. Told from the rows themselves; no page can claim it.
create function auth.is_for_my_review(p_object uuid, p_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.case_ c
    left join public.case_rule r on r.tenant_id = c.tenant_id and r.desk_id = c.desk_id
    where c.tenant_id = auth.my_tenant() and c.id = p_case and c.status <> 'closed'
      and c.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
      and (c.reviewed_at is null or c.risk_level in ('extreme', 'high') or c.assignee_id is null
        or least(c.next_review_on, c.reassess_by) < (now() at time zone 'Asia/Tokyo')::date
        or c.moved_at < now() - make_interval(days => coalesce(r.quiet_days, 30))
        or exists (select from public.approval a where a.tenant_id = c.tenant_id and a.case_id = c.id
          and (a.state = 'asked' or (a.mode = 'in_stead' and a.seen_at is null)))))
    or exists (
      select from public.consultation n where n.tenant_id = auth.my_tenant() and n.id = p_object and n.reviewed_at is null
        and n.desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])))
$$;
call internal.definer('auth.is_for_my_review(uuid, uuid)', 'yorube_definer');

-- YB001: prove who you are, and go on. YB002: no more today.
create function auth.spend_read() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  kind text := auth.counted_as(new.action);
  opened uuid := coalesce(new.case_id, new.object_id);
  today date := (now() at time zone 'Asia/Tokyo')::date;
  limits record;
  spent integer;
  lifts integer;
begin
  if s.id is null or s.user_id is distinct from new.actor_id then return null; end if;
  -- Every search and every table is one of its own.
  if kind <> 'record' then opened := gen_random_uuid(); end if;
  -- A list by another name: no record was named.
  if opened is null then return null; end if;
  if exists (select from auth.read_use u where u.tenant_id = s.tenant_id and u.user_id = s.user_id and u.what = kind
      and u.day = today and u.object_id = opened) then return null; end if;
  if kind = 'record' and auth.is_for_my_review(new.object_id, new.case_id) then return null; end if;
  limits := auth.read_budget_of(s.tenant_id, auth.budget_holder(s), kind);
  select count(*) into spent from auth.read_use u
  where u.tenant_id = s.tenant_id and u.user_id = s.user_id and u.what = kind and u.day = today;
  -- From half of the day's stop on one after the other, or many at once would all be the last one.
  if spent >= limits.stop_after / 2 then
    perform pg_advisory_xact_lock(hashtextextended('reads ' || s.user_id::text, 0));
    select count(*) into spent from auth.read_use u
    where u.tenant_id = s.tenant_id and u.user_id = s.user_id and u.what = kind and u.day = today;
  end if;
  if spent >= limits.stop_after then
    select count(*) into lifts from auth.read_lift l
    where l.tenant_id = s.tenant_id and l.user_id = s.user_id and l.what = kind and l.day = today;
    if spent >= limits.stop_after * (1 + lifts) then raise exception using errcode = 'YB002', message = kind; end if;
  end if;
  if limits.ask_after is not null and spent >= limits.ask_after
     -- A session begins with its proof, and so does what a step-up puts in its place.
     and (select count(*) from auth.read_use u
          where u.tenant_id = s.tenant_id and u.user_id = s.user_id and u.what = kind and u.day >= today - 1
            and u.at > greatest(now() - interval '1 hour', s.created_at, s.step_up_until - interval '5 minutes')) >= limits.ask_after
  then raise exception using errcode = 'YB001', message = kind; end if;
  insert into auth.read_use (tenant_id, user_id, what, day, object_id)
  values (s.tenant_id, s.user_id, kind, today, opened) on conflict do nothing;
  return null;
end $$;
call internal.definer('auth.spend_read()', 'yorube_definer');
create trigger spend_read after insert on audit.event for each row
  when (new.result = 'ok' and new.actor_id is not null and auth.counted_as(new.action) is not null)
  execute function auth.spend_read();

-- She has reached the stop: those who can lift it hear of it, once a day. Called with the refusal's own audit line.
create function auth.tell_of_read_stop() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or exists (select from public.notice n where n.tenant_id = s.tenant_id and n.kind = 'reads.stopped'
      and n.object_id = s.user_id and n.at >= date_trunc('day', now() at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo')
  then return; end if;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
  select s.tenant_id, gen_random_uuid(), who.id, 'reads.stopped', 'read-limit', s.user_id
  from auth.who_lifts(s.tenant_id, s.user_id) as who (id);
end $$;

-- Whoever leads a desk at which she sits. Where nobody does (a lead herself, without another lead), administrators.
create function auth.who_lifts(p_tenant uuid, p_user uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with leads as (
    select distinct l.user_id from auth.membership m
    join auth.membership l on l.tenant_id = m.tenant_id and l.desk_id = m.desk_id and l.user_id <> p_user
      and l.role in ('supervisor', 'manager', 'desk_lead')
    join auth.desk d on d.tenant_id = l.tenant_id and d.id = l.desk_id and d.epoch = l.epoch and d.epoch = m.epoch
    join auth.staff_user u on u.tenant_id = l.tenant_id and u.id = l.user_id and u.state = 'active'
    where m.tenant_id = p_tenant and m.user_id = p_user
      and l.not_before <= extract(epoch from now()) and (l.not_after = 0 or l.not_after > extract(epoch from now())))
  select user_id from leads
  union all
  select r.user_id from auth.role_assignment r
  join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
  where r.tenant_id = p_tenant and r.role = 'tenant_admin' and r.user_id <> p_user and not exists (select from leads)
$$;
call internal.definer('auth.who_lifts(uuid, uuid)', 'yorube_definer');
call internal.definer('auth.tell_of_read_stop()', 'yorube_app');

-- Whom the asker may help today: her people who have reached a stop, with what they opened and how often it was lifted.
create function auth.read_stops()
returns table (user_id uuid, what text, spent integer, stop_after integer, lifts integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.user_id, u.what, u.spent, (auth.read_budget_of(s.tenant_id, 'person', u.what)).stop_after,
    (select count(*)::integer from auth.read_lift l where l.tenant_id = s.tenant_id and l.user_id = u.user_id
      and l.what = u.what and l.day = (now() at time zone 'Asia/Tokyo')::date)
  from auth.live_session() s
  cross join lateral (
    select r.user_id, r.what, count(*)::integer as spent from auth.read_use r
    where r.tenant_id = s.tenant_id and r.day = (now() at time zone 'Asia/Tokyo')::date
    group by r.user_id, r.what) u
  where u.spent >= (auth.read_budget_of(s.tenant_id, 'person', u.what)).stop_after
    and s.user_id in (select auth.who_lifts(s.tenant_id, u.user_id))
  limit 200
$$;
call internal.definer('auth.read_stops()', 'yorube_app');

-- Lifts today's stop once more. False = not hers to lift, not just confirmed, or there is none. Auditors hear of it at once.
create function auth.lift_read_stop(p_id uuid, p_user uuid, p_what text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until < now()
     or not exists (select from auth.read_stops() r where r.user_id = p_user and r.what = p_what
       and r.spent >= r.stop_after * (1 + r.lifts)) then return false; end if;
  insert into auth.read_lift (tenant_id, id, user_id, what, day, lifted_by)
  values (s.tenant_id, p_id, p_user, p_what, (now() at time zone 'Asia/Tokyo')::date, s.user_id);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  select s.tenant_id, gen_random_uuid(), r.user_id, 'reads.lifted', 'audit-actor', p_user, s.user_id
  from auth.role_assignment r where r.tenant_id = s.tenant_id and r.role = 'auditor';
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  values (s.tenant_id, gen_random_uuid(), p_user, 'reads.lifted-for-you', 'today', p_user, s.user_id);
  return true;
end $$;
call internal.definer('auth.lift_read_stop(uuid, uuid, text)', 'yorube_app');

create function auth.forget_old_reads() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.read_use where day < (now() at time zone 'Asia/Tokyo')::date - 1;
  delete from auth.read_lift where day < (now() at time zone 'Asia/Tokyo')::date - 400
$$;
call internal.definer('auth.forget_old_reads()', 'yorube_worker');

-- Who the auditors are is their own and the administrators' knowledge; that something must be looked at, anybody may say.
create function auth.tell_auditors(p_kind text, p_object_type text, p_object uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  select s.tenant_id, gen_random_uuid(), r.user_id, p_kind, p_object_type, p_object, s.user_id
  from auth.live_session() s
  join auth.role_assignment r on r.tenant_id = s.tenant_id and r.role = 'auditor'
  where p_kind ~ '^[a-z.-]{1,60}$' and p_object_type ~ '^[a-z-]{1,40}$'
$$;
call internal.definer('auth.tell_auditors(text, text, uuid)', 'yorube_app');
