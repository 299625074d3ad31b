-- How long records are kept, what holds them, and lists of what is to be destroyed (docs/adr/0022). A clock starts by itself
-- when a case is closed; nothing is ever destroyed by a clock.

-- What this body's document rules say; without a row ours hold (auth.my_retention), and the page says whose they are.
create table retention_rule (
  tenant_id uuid not null references auth.tenant,
  case_years integer not null check (case_years between 1 and 100),
  -- Records with a child: until this age, and then as many years.
  child_age integer not null check (child_age between 0 and 30),
  -- A consultation that became no case.
  consultation_years integer not null check (consultation_years between 1 and 100),
  -- fiscal_year: the years are counted from the end of the fiscal year; day: from the day itself.
  counts_from text not null check (counts_from in ('fiscal_year', 'day')),
  -- So long a backup may still hold a key that was destroyed here.
  backup_days integer not null check (backup_days between 1 and 400),
  rev bigint not null default 1,
  primary key (tenant_id)
);
call internal.classify('retention_rule', 'tenant_id P, case_years P, child_age P, consultation_years P, counts_from P, backup_days P, rev P');
call internal.protect('retention_rule');
grant select, insert, update on retention_rule to yorube_app;
create policy read on retention_rule for select to yorube_app using (true);
create policy keep on retention_rule for insert to yorube_app
  with check (cardinality((select auth.my_desks_as(array['manager']))) > 0);
create policy change on retention_rule for update to yorube_app
  using (cardinality((select auth.my_desks_as(array['manager']))) > 0);

-- The rule of a body, or ours. A test compares these figures with those that the pages show as ours.
create function internal.retention_of(p_tenant uuid) returns retention_rule
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select r from public.retention_rule r where r.tenant_id = p_tenant),
    row(p_tenant, 5, 20, 5, 'fiscal_year', 35, 0)::public.retention_rule)
$$;
alter function internal.retention_of(uuid) owner to yorube_definer;
revoke all on function internal.retention_of(uuid) from public;
grant execute on function internal.retention_of(uuid) to yorube_definer;

-- The last day of so many years after a day: from the day itself, or from the end (31 March) of the fiscal year it lies in.
create function internal.retention_end(p_day date, p_years integer, p_counts_from text) returns date
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case p_counts_from when 'day' then (p_day + make_interval(years => p_years))::date
    else make_date(extract(year from p_day)::integer + (extract(month from p_day) >= 4)::integer + p_years, 3, 31) end
$$;
alter function internal.retention_end(date, integer, text) owner to yorube_definer;
revoke all on function internal.retention_end(date, integer, text) from public;
grant execute on function internal.retention_end(date, integer, text) to yorube_definer;

-- A claim, a complaint, a request for disclosure: while one stands, a record cannot be put on a list, and is not destroyed.
create table retention_hold (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  -- One of both.
  case_id uuid,
  consultation_id uuid,
  compartment_id uuid not null,
  ground text not null check (ground in ('claim', 'complaint', 'disclosure_request', 'other')),
  put_by uuid not null,
  put_at timestamptz not null default now(),
  lifted_by uuid,
  lifted_at timestamptz,
  schema_no integer not null default 1,
  reason bytea not null,
  lifted_reason bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, consultation_id) references consultation,
  foreign key (tenant_id, compartment_id) references auth.compartment,
  check (num_nonnulls(case_id, consultation_id) = 1),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lifted_reason is null))
);
create index retention_hold_case on retention_hold (tenant_id, case_id) where case_id is not null;
create index retention_hold_consultation on retention_hold (tenant_id, consultation_id) where consultation_id is not null;
create index retention_hold_standing on retention_hold (tenant_id, desk_id, put_at) where lifted_at is null;
call internal.classify('retention_hold', 'tenant_id P, id P, desk_id P, case_id P, consultation_id P, compartment_id P, ground P, put_by P, put_at P, lifted_by P, lifted_at P, schema_no P, reason S, lifted_reason S');
call internal.protect('retention_hold');
grant select on retention_hold to yorube_app;
-- A consultation that has become part of a case is hidden with it: row-level security holds within the condition, too.
create policy read on retention_hold for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[])
  and (consultation_id is null or consultation_id in (select c.id from public.consultation c)));
create policy not_blocked on retention_hold as restrictive to yorube_app
  using (case_id is null or case_id <> all ((select auth.my_blocked_cases())::uuid[]));

-- What somebody who leads the desk proposes to destroy; who decides is another person (0142).
create table disposal_list (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  state text not null default 'proposed' check (state in ('proposed', 'withdrawn', 'done')),
  made_by uuid not null,
  made_at timestamptz(3) not null default now(),
  ended_by uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, made_by) references auth.staff_user,
  check ((state = 'proposed') = (ended_at is null))
);
create index disposal_list_desk on disposal_list (tenant_id, desk_id, made_at desc);
call internal.classify('disposal_list', 'tenant_id P, id P, desk_id P, state P, made_by P, made_at P, ended_by P, ended_at P');
call internal.protect('disposal_list');

create table disposal_item (
  tenant_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  desk_id uuid not null,
  kind text not null check (kind in ('case', 'consultation')),
  case_id uuid,
  consultation_id uuid,
  compartment_id uuid not null,
  state text not null default 'listed' check (state in ('listed', 'taken_out', 'withdrawn', 'shredded')),
  -- Taken out: kept until that day (延長), by whom and why.
  keep_until date,
  taken_by uuid,
  taken_at timestamptz,
  schema_no integer not null default 1,
  reason bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references disposal_list,
  foreign key (tenant_id, case_id) references case_,
  foreign key (tenant_id, consultation_id) references consultation,
  foreign key (tenant_id, compartment_id) references auth.compartment,
  check ((kind = 'case') = (case_id is not null and consultation_id is null) and num_nonnulls(case_id, consultation_id) = 1),
  check ((state = 'taken_out') = (taken_by is not null) and (taken_by is null) = (reason is null) and (taken_by is null) = (keep_until is null))
);
-- Nothing stands on two lists at once.
create unique index disposal_item_once on disposal_item (tenant_id, coalesce(case_id, consultation_id)) where state = 'listed';
create index disposal_item_list on disposal_item (tenant_id, list_id);
create index disposal_item_kept on disposal_item (tenant_id, coalesce(case_id, consultation_id)) where state = 'taken_out';
call internal.classify('disposal_item', 'tenant_id P, id P, list_id P, desk_id P, kind P, case_id P, consultation_id P, compartment_id P, state P, keep_until P, taken_by P, taken_at P, schema_no P, reason S');
call internal.protect('disposal_item');

-- A list with a case that somebody must not know of does not exist for her: a list with a hole would tell.
create function auth.my_blocked_lists() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select i.list_id from public.disposal_item i
    left join public.consultation c on c.tenant_id = i.tenant_id and c.id = i.consultation_id
    where i.tenant_id = (select auth.my_tenant())
      and coalesce(i.case_id, c.case_id) = any ((select auth.my_blocked_cases())::uuid[]))
$$;
call internal.definer('auth.my_blocked_lists()', 'yorube_app');
grant select on disposal_list, disposal_item to yorube_app;
create policy read on disposal_list for select to yorube_app
  using (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
create policy not_blocked on disposal_list as restrictive to yorube_app
  using (id <> all ((select auth.my_blocked_lists())::uuid[]));
create policy read on disposal_item for select to yorube_app
  using (desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
create policy not_blocked on disposal_item as restrictive to yorube_app
  using (list_id <> all ((select auth.my_blocked_lists())::uuid[]));

-- Sealed under the keys of the record itself: they go with it.
create or replace function internal.compartment_columns()
returns table (label text, table_name text, column_name text, rev_column text)
language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select x.label, split_part(x.label, '.', 1), split_part(x.label, '.', 2), x.rev_column
  from (values
    ('person.card', 'rev'), ('person.face', 'rev'), ('whereabouts.place', 'rev'), ('case_.core', 'core_rev'),
    ('case_.safety', 'safety_rev'), ('case_note.body', 'rev'), ('case_event.reason', null), ('approval.reason', null),
    ('approval.comment', null), ('attachment.label', 'rev'), ('consultation.record', 'rev'),
    ('consultation_version.record', 'rev'), ('disclosure.ledger', 'rev'), ('disclosure.ending', null),
    ('request.sheet', 'rev'), ('request_message.message', null), ('official_act.act', 'rev'), ('referral.sheet', 'rev'),
    ('retention_hold.reason', null), ('retention_hold.lifted_reason', null), ('disposal_item.reason', null)
  ) as x (label, rev_column)
$$;
create trigger refuse_retired_key_new after insert on retention_hold for each row
  execute function auth.refuse_retired_key('reason', 'lifted_reason');
create trigger refuse_retired_key after update of reason, lifted_reason on retention_hold for each row
  execute function auth.refuse_retired_key('reason', 'lifted_reason');
create trigger refuse_retired_key_new after insert on disposal_item for each row execute function auth.refuse_retired_key('reason');
create trigger refuse_retired_key after update of reason on disposal_item for each row execute function auth.refuse_retired_key('reason');

-- Of one record: the desk that holds it, its key, until when it is kept (null: its clock does not run), and what holds it.
-- A share that still runs, a list it stands on and a hold are told apart, so that a page can say which it is.
create function internal.retention_state(p_tenant uuid, p_kind text, p_id uuid)
returns table (desk_id uuid, compartment_id uuid, case_id uuid, keep_until date, is_held boolean, is_listed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.desk_id, r.compartment_id, r.case_id,
    greatest(r.until, (select max(i.keep_until) from public.disposal_item i
      where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.state = 'taken_out')),
    exists (select from public.retention_hold h where h.tenant_id = p_tenant and h.lifted_at is null
      and (h.case_id = p_id or h.consultation_id = p_id or h.consultation_id in (
        select c.id from public.consultation c where c.tenant_id = p_tenant and c.case_id = p_id))),
    exists (select from public.disposal_item i
      where i.tenant_id = p_tenant and coalesce(i.case_id, i.consultation_id) = p_id and i.state = 'listed')
  from internal.retention_of(p_tenant) rule
  cross join lateral (
    select c.desk_id, c.compartment_id, c.id as case_id,
      case when c.status = 'closed' and c.closed_on is not null then
        greatest(c.retain_until, internal.retention_end(c.closed_on, rule.case_years, rule.counts_from)) end as until
    from public.case_ c where p_kind = 'case' and c.tenant_id = p_tenant and c.id = p_id
    union all
    select c.desk_id, c.compartment_id, null, internal.retention_end(c.day, rule.consultation_years, rule.counts_from)
    from public.consultation c
    where p_kind = 'consultation' and c.tenant_id = p_tenant and c.id = p_id and c.case_id is null) r
$$;
call internal.definer('internal.retention_state(uuid, text, uuid)', 'yorube_definer');

create function internal.japan_today() returns date
language sql stable set search_path = pg_catalog, pg_temp as $$
  select (now() at time zone 'Asia/Tokyo')::date
$$;
alter function internal.japan_today() owner to yorube_definer;
revoke all on function internal.japan_today() from public;
grant execute on function internal.japan_today() to yorube_definer;

-- Records of a desk I lead whose time has come, the longest overdue first; those on a list stand there.
create function auth.due_records(p_desk uuid, p_most integer)
returns table (kind text, id uuid, keep_until date, is_held boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with near as (
    select 'case' as kind, c.id from public.case_ c
    where c.tenant_id = (select auth.my_tenant()) and c.desk_id = p_desk and c.status = 'closed'
      and coalesce(c.retain_until, c.closed_on) < internal.japan_today() and c.id <> all ((select auth.my_blocked_cases())::uuid[])
    union all
    select 'consultation', c.id from public.consultation c
    where c.tenant_id = (select auth.my_tenant()) and c.desk_id = p_desk and c.case_id is null
      and c.day < internal.japan_today() - interval '1 year')
  select n.kind, n.id, s.keep_until, s.is_held
  from near n cross join lateral internal.retention_state((select auth.my_tenant()), n.kind, n.id) s
  where p_desk = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and s.keep_until < internal.japan_today() and not s.is_listed
  order by s.keep_until, n.id limit least(p_most, 201)
$$;
call internal.definer('auth.due_records(uuid, integer)', 'yorube_app');

-- What is true of one record, for whoever works at its desk.
create function auth.record_retention(p_kind text, p_id uuid)
returns table (desk_id uuid, compartment_id uuid, keep_until date, is_held boolean, is_listed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.desk_id, s.compartment_id, s.keep_until, s.is_held, s.is_listed
  from internal.retention_state((select auth.my_tenant()), p_kind, p_id) s
  where s.desk_id = any ((select auth.my_desks_as(array['counselor', 'supervisor', 'manager']))::uuid[])
    and (s.case_id is null or s.case_id <> all ((select auth.my_blocked_cases())::uuid[]))
$$;
call internal.definer('auth.record_retention(text, uuid)', 'yorube_app');

-- Whoever works at the desk may keep something from being destroyed. Waits for whoever is destroying it, and then looks.
create function auth.put_hold(p_id uuid, p_kind text, p_record uuid, p_ground text, p_reason bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  r record;
begin
  if s.id is null then return false; end if;
  if p_kind = 'case' then perform 1 from public.case_ c where c.tenant_id = s.tenant_id and c.id = p_record for update;
  else perform 1 from public.consultation c where c.tenant_id = s.tenant_id and c.id = p_record for update; end if;
  select * into r from auth.record_retention(p_kind, p_record);
  if r.desk_id is null then return false; end if;
  insert into public.retention_hold (tenant_id, id, desk_id, case_id, consultation_id, compartment_id, ground, put_by, reason)
  values (s.tenant_id, p_id, r.desk_id, case when p_kind = 'case' then p_record end, case when p_kind = 'consultation' then p_record end,
    r.compartment_id, p_ground, s.user_id, p_reason);
  return true;
end $$;
call internal.definer('auth.put_hold(uuid, text, uuid, text, bytea)', 'yorube_app');

create function auth.lift_hold(p_id uuid, p_reason bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update public.retention_hold h set lifted_by = s.user_id, lifted_at = now(), lifted_reason = p_reason
  where h.tenant_id = s.tenant_id and h.id = p_id and h.lifted_at is null
    and h.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and not exists (select from public.consultation c where c.tenant_id = h.tenant_id and c.id = h.consultation_id
      and c.case_id = any (auth.my_blocked_cases()))
    and (h.case_id is null or h.case_id <> all (auth.my_blocked_cases()));
  return found;
end $$;
call internal.definer('auth.lift_hold(uuid, bytea)', 'yorube_app');

-- Proposes what is due and held by nothing: 'done', 'absent' (not my desk's) or 'changed' (something of it is not due any more).
create function auth.propose_disposal(p_list uuid, p_desk uuid, p_kinds text[], p_records uuid[]) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  many integer := cardinality(p_records);
  put integer;
begin
  if s.id is null or not (p_desk = any (auth.my_desks_as(array['supervisor', 'manager']))) then return 'absent'; end if;
  if many is null or many not between 1 and 100 or cardinality(p_kinds) <> many then return 'changed'; end if;
  insert into public.disposal_list (tenant_id, id, desk_id, made_by) values (s.tenant_id, p_list, p_desk, s.user_id);
  insert into public.disposal_item (tenant_id, id, list_id, desk_id, kind, case_id, consultation_id, compartment_id)
  select s.tenant_id, gen_random_uuid(), p_list, p_desk, n.kind, case when n.kind = 'case' then n.id end,
    case when n.kind = 'consultation' then n.id end, r.compartment_id
  from unnest(p_kinds, p_records) as n (kind, id)
  cross join lateral internal.retention_state(s.tenant_id, n.kind, n.id) r
  where r.desk_id = p_desk and r.keep_until < internal.japan_today() and not r.is_held and not r.is_listed
    and (r.case_id is null or r.case_id <> all (auth.my_blocked_cases()))
  on conflict do nothing;
  get diagnostics put = row_count;
  if put = many then return 'done'; end if;
  -- All of it or nothing: what is proposed is what somebody saw.
  delete from public.disposal_item i where i.tenant_id = s.tenant_id and i.list_id = p_list;
  delete from public.disposal_list l where l.tenant_id = s.tenant_id and l.id = p_list;
  return 'changed';
end $$;
call internal.definer('auth.propose_disposal(uuid, uuid, text[], uuid[])', 'yorube_app');

-- One of a list stays, until a day, for a reason.
create function auth.take_from_disposal(p_item uuid, p_keep_until date, p_reason bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  l public.disposal_list;
begin
  select x.* into l from public.disposal_list x
  join public.disposal_item i on i.tenant_id = x.tenant_id and i.list_id = x.id and i.id = p_item
  where x.tenant_id = s.tenant_id and x.state = 'proposed' and x.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))
    and x.id <> all (auth.my_blocked_lists()) for update of x;
  if l.id is null or p_keep_until <= internal.japan_today() then return false; end if;
  update public.disposal_item i set state = 'taken_out', keep_until = p_keep_until, taken_by = s.user_id, taken_at = now(), reason = p_reason
  where i.tenant_id = s.tenant_id and i.id = p_item and i.state = 'listed';
  if not found then return false; end if;
  -- The page of the case shows until when it is kept.
  update public.case_ c set retain_until = greatest(c.retain_until, p_keep_until)
  from public.disposal_item i where i.tenant_id = s.tenant_id and i.id = p_item and c.tenant_id = i.tenant_id and c.id = i.case_id;
  return true;
end $$;
call internal.definer('auth.take_from_disposal(uuid, date, bytea)', 'yorube_app');

-- Nothing of the list is destroyed; what is on it is due again.
create function auth.withdraw_disposal(p_list uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  update public.disposal_list l set state = 'withdrawn', ended_by = s.user_id, ended_at = now()
  where l.tenant_id = s.tenant_id and l.id = p_list and l.state = 'proposed'
    and l.desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])) and l.id <> all (auth.my_blocked_lists());
  if not found then return false; end if;
  update public.disposal_item i set state = 'withdrawn' where i.tenant_id = s.tenant_id and i.list_id = p_list and i.state = 'listed';
  return true;
end $$;
call internal.definer('auth.withdraw_disposal(uuid)', 'yorube_app');
