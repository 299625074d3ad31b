-- What a hot reading costs is the number of statements inside it: each takes its executor's beginning and end, however little it
-- reads. Asked in fewer of them, with the same answers.

-- Of a person no program is asked for. The conditions are those of 0195.
create or replace function auth.live_session() returns auth.session
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  select x.* into s from auth.session x
  where x.lookup = sha256(decode(nullif(current_setting('yorube.sid', true), ''), 'hex'))
    and x.ends_at > now() and (x.machine_id is not null or x.active_at > now() - interval '15 minutes')
    and (x.replaced_at is null or x.replaced_at > now() - interval '10 seconds')
    and (select u.state from auth.staff_user u where u.tenant_id = x.tenant_id and u.id = x.user_id) = 'active';
  if s.machine_id is null then return s; end if;
  -- When one of those behind a program is gone, nobody answers for it (0148).
  if exists (select from unnest(s.behind) as b (id)
      where (select a.state from auth.staff_user a where a.tenant_id = s.tenant_id and a.id = b.id) is distinct from 'active') then
    return null;
  end if;
  return s;
end $$;

-- Asked of every line of the record, twice of most: in PL/pgSQL the connection keeps what SQL functions set up each time. The list stays
-- as it stands.
do $$
declare listed text := (select p.prosrc from pg_proc p where p.oid = 'auth.counted_as(text)'::regprocedure);
begin
  execute format($f$create or replace function auth.counted_as(p_action text) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp as %L$f$,
    E'\nbegin\n' || regexp_replace(trim(listed, E' \n'), '^select ', '  return ') || E';\nend ');
end $$;

-- Which office a host name means, for the functions below; the rows of `auth.tenant_for` follow from it.
create function auth.tenant_id_for(p_host text) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare named text := lower(p_host);
begin
  return (select t.tenant_id from auth.tenant t
    where named = any (t.hosts)
       or t.is_default and (
         named = 'localhost' or p_host = '[::1]' or p_host ~ '^127(\.\d{1,3}){3}$'
         or cardinality(t.hosts) = 0 and not exists (select from auth.tenant o where o.tenant_id <> t.tenant_id))
    order by (named = any (t.hosts)) desc limit 1);
end $$;
call internal.definer('auth.tenant_id_for(text)', 'yorube_definer');

create or replace function auth.tenant_for(host text) returns table (tenant_id uuid, name text, kind text, is_sample boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, t.name, t.kind, t.is_sample from auth.tenant t where t.tenant_id = auth.tenant_id_for(host)
$$;

-- What is counted already costs one look. Only then it is asked who opened it.
create or replace function auth.spend_read() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session;
  kind text := auth.counted_as(new.action);
  opened uuid := coalesce(new.case_id, new.object_id);
  today date := (now() at time zone 'Asia/Tokyo')::date;
  limits record;
  spent integer;
  lifts integer;
begin
  -- Every search and every table is one of its own.
  if kind <> 'record' then opened := gen_random_uuid(); end if;
  -- A list by another name: no record was named.
  if opened is null then return null; end if;
  if exists (select from auth.read_use u where u.tenant_id = new.tenant_id and u.user_id = new.actor_id and u.what = kind
      and u.day = today and u.object_id = opened) then return null; end if;
  s := auth.live_session();
  if s.id is null or s.user_id is distinct from new.actor_id then return null; end if;
  if kind = 'record' and auth.is_for_my_review(new.object_id, new.case_id) then return null; end if;
  limits := auth.read_budget_of(s.tenant_id, auth.budget_holder(s), kind);
  select count(*) into spent from auth.read_use u
  where u.tenant_id = s.tenant_id and u.user_id = s.user_id and u.what = kind and u.day = today;
  -- From half of either limit on, and wherever fewer than fifty are left, one after the other: many at once would all be the
  -- last one.
  if spent >= least(limits.stop_after / 2, limits.stop_after - 50, limits.ask_after / 2) then
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
