-- Alarms: a key row that nobody here has written, a sealed document that does not open. They name the kind of row and its
-- ids, never content. Told in a transaction of their own, before there is a session too; whoever can call the function
-- can add a bounded number of lines and change nothing else.

create table audit.alarm (
  tenant_id uuid not null references auth.tenant,
  id uuid not null default gen_random_uuid(),
  -- `table` of a key row, `table.column` of a sealed document; `others` stands for all beyond the bound
  kind text not null check (kind ~ '^[a-z_]{1,40}(\.[a-z_]{1,40}){0,2}$'),
  object_id uuid not null,
  -- the desk of a row that is named by two: a seat, a share of a key. It may be a desk that does not exist
  at_desk uuid,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  times integer not null,
  -- looking: somebody is at it. restored: it was put right. explained: nobody has tampered
  answer text check (answer in ('looking', 'restored', 'explained')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, answered_by) references auth.staff_user,
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
);
create index alarm_object on audit.alarm (tenant_id, kind, object_id);
create index alarm_open on audit.alarm (tenant_id, first_at) where answer is null;
call internal.classify('audit.alarm', 'tenant_id P, id P, kind P, object_id P, at_desk P, first_at P, last_at P, times P, answer P, answered_by P, answered_at P');
call internal.protect('audit.alarm');
grant select on audit.alarm to yorube_app;
create policy read on audit.alarm for select to yorube_app
  using ((select auth.my_roles())::text[] && array['tenant_admin', 'auditor']);

-- The same object is one alarm with a count as long as nobody has answered it, and for a day while somebody looks into
-- it. Two hundred unanswered ones at most; what comes beyond is counted on one line.
create function audit.raise_alarm(p_tenant uuid, p_kind text, p_object uuid, p_desk uuid, p_times integer) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  more integer := greatest(1, least(coalesce(p_times, 1), 100000));
  what text := p_kind;
  which uuid := p_object;
  place uuid := p_desk;
begin
  if not exists (select from auth.tenant t where t.tenant_id = p_tenant) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('alarms ' || p_tenant::text, 0));
  for pass in 1..2 loop
    update audit.alarm a set times = least(a.times::bigint + more, 1000000)::integer, last_at = now()
    where a.tenant_id = p_tenant and a.kind = what and a.object_id = which and a.at_desk is not distinct from place
      and (a.answer is null or (a.answer = 'looking' and a.answered_at > now() - interval '1 day'));
    if found then return; end if;
    exit when pass = 2
      or (select count(*) from audit.alarm a where a.tenant_id = p_tenant and a.answer is null) < 200;
    what := 'others';
    which := p_tenant;
    place := null;
  end loop;
  delete from audit.alarm a where a.tenant_id = p_tenant and a.answered_at < now() - interval '400 days';
  insert into audit.alarm (tenant_id, kind, object_id, at_desk, times) values (p_tenant, what, which, place, more);
end $$;
call internal.definer('audit.raise_alarm(uuid, text, uuid, uuid, integer)', 'yorube_app');

-- Who answered, when, with which of three answers; what somebody looks into can be brought to an end. False = no such
-- alarm here, or it is at an end.
create function audit.answer_alarm(p_id uuid, p_answer text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (auth.my_roles() && array['tenant_admin', 'auditor']) then return false; end if;
  update audit.alarm a set answer = p_answer, answered_by = auth.my_user(), answered_at = now()
  where a.tenant_id = auth.my_tenant() and a.id = p_id and (a.answer is null or a.answer = 'looking');
  return found;
end $$;
call internal.definer('audit.answer_alarm(uuid, text)', 'yorube_app');
