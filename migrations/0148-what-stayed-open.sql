-- What stayed open longer than it was meant to, and what ended too early: found by reading the migrations before as an attacker.

-- 1. A case was named by hand as hers to be hidden from, and a declaration of hers met it as well. The one is lifted without
-- the other: whoever takes back the block by hand does not let in whom a match keeps out (docs/adr/0017).
create or replace function auth.block_for_conflict() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform auth.close_for_conflict(new.tenant_id, new.case_id, new.user_id);
  return null;
end $$;

create function auth.close_for_conflict(p_tenant uuid, p_case uuid, p_user uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  home public.case_;
  told integer;
begin
  insert into auth.case_block (tenant_id, case_id, user_id, created_by, origin)
  values (p_tenant, p_case, p_user, p_user, 'conflict') on conflict do nothing;
  if not found then return; end if;
  select * into home from public.case_ c where c.tenant_id = p_tenant and c.id = p_case;
  -- Her work on it becomes the desk's.
  update public.case_ set assignee_id = null where tenant_id = p_tenant and id = p_case and assignee_id = p_user;
  insert into audit.event (tenant_id, action, object_type, object_id, case_id, purpose, result)
  values (p_tenant, 'case.conflict-blocked', 'account', p_user, p_case, 'protection', 'ok');
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id)
  select p_tenant, gen_random_uuid(), l.user_id, 'case.conflict', 'case-block', p_case, home.compartment_id
  from auth.leads_without_block(p_tenant, home.desk_id, p_case, array['supervisor', 'manager']) as l (user_id);
  get diagnostics told = row_count;
  if told > 0 then return; end if;
  -- Nobody who leads is left whom it does not concern: the desk hears of it; where nobody is left at all, administrators.
  insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id, compartment_id)
  values (p_tenant, gen_random_uuid(), home.desk_id, 'case.conflict', 'case-block', p_case, home.compartment_id);
  -- Only by whoever sits there: somebody of another desk was never among them.
  if exists (select from auth.membership m where m.tenant_id = p_tenant and m.desk_id = home.desk_id and m.user_id = p_user)
    and not exists (select from auth.leads_without_block(p_tenant, home.desk_id, p_case, null)) then
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
    select p_tenant, gen_random_uuid(), r.user_id, 'desk.nobody-left', 'desk', home.desk_id
    from auth.role_assignment r where r.tenant_id = p_tenant and r.role = 'tenant_admin';
  end if;
end $$;
call internal.definer('auth.close_for_conflict(uuid, uuid, uuid)', 'yorube_definer');

create function auth.keep_conflict_closed() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform auth.close_for_conflict(m.tenant_id, m.case_id, m.user_id) from auth.conflict_match m
  where m.tenant_id = old.tenant_id and m.case_id = old.case_id and m.user_id = old.user_id and m.state = 'blocked';
  return null;
end $$;
call internal.definer('auth.keep_conflict_closed()', 'yorube_definer');
create trigger keep_conflict_closed after delete on auth.case_block
  for each row when (old.origin = 'named') execute function auth.keep_conflict_closed();

-- The same the other way round: a match keeps her out already, and somebody says so by hand as well. It then stays when a lead
-- finds that the match was a namesake.
create function auth.name_beside_match(p_case uuid, p_user uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update auth.case_block b set origin = 'named', created_by = auth.my_user(), created_at = now()
  where b.tenant_id = auth.my_tenant() and b.case_id = p_case and b.user_id = p_user and b.origin = 'conflict'
    and p_user <> auth.my_user() and p_case <> all (auth.my_blocked_cases())
    and exists (select from public.case_ c
      where c.tenant_id = b.tenant_id and c.id = p_case and c.desk_id = any (auth.my_desks()))
$$;
call internal.definer('auth.name_beside_match(uuid, uuid)', 'yorube_app');

-- 2. A program that sits at a desk is nobody there (docs/adr/0020): a desk with nobody else has nobody left.
create or replace function auth.leads_without_block(p_tenant uuid, p_desk uuid, p_case uuid, p_roles text[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct m.user_id from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active' and u.kind = 'person'
  where m.tenant_id = p_tenant and m.desk_id = p_desk and (p_roles is null or m.role = any (p_roles))
    and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))
    and not exists (select from auth.case_block b where b.tenant_id = m.tenant_id and b.case_id = p_case and b.user_id = m.user_id)
$$;

-- 3. Whoever was shown a bearer knows it still when she has left the desk; and nobody answers any more for what somebody of
-- another desk answers for. However either of them leaves, the program ends with her; while her account is suspended, it rests.
create or replace function auth.live_session() returns auth.session
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from auth.session s
  where s.lookup = sha256(decode(nullif(current_setting('yorube.sid', true), ''), 'hex'))
    and s.ends_at > now() and (s.machine_id is not null or s.active_at > now() - interval '15 minutes')
    and (s.replaced_at is null or s.replaced_at > now() - interval '10 seconds')
    and exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active')
    and (s.machine_id is null or not exists (select from unnest(s.behind) as b (id)
      where not exists (select from auth.staff_user a where a.tenant_id = s.tenant_id and a.id = b.id and a.state = 'active')))
$$;

create function auth.machines_end_with() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m auth.machine;
begin
  -- Wraps of older epochs go without anybody leaving.
  if exists (select from auth.membership x
    where x.tenant_id = old.tenant_id and x.desk_id = old.desk_id and x.user_id = old.user_id) then return null; end if;
  for m in select x.* from auth.machine x
    where x.tenant_id = old.tenant_id and x.desk_id = old.desk_id and x.state <> 'ended'
      and old.user_id in (x.answers_id, x.admitted_by)
  loop
    perform auth.close_machine(m.tenant_id, m.id, null);
    insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id)
    values (m.tenant_id, gen_random_uuid(), m.desk_id, 'machine.ended', 'machine', m.id);
    insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id)
    values (m.tenant_id, gen_random_uuid(), m.asked_by, 'machine.ended', 'machine', m.id);
  end loop;
  return null;
end $$;
call internal.definer('auth.machines_end_with()', 'yorube_definer');
create trigger machines_end_with after delete on auth.membership
  for each row when (old.role <> 'machine') execute function auth.machines_end_with();

-- A renewed key takes away the wraps of older epochs (0135): the machine's seat has not ended with them.
create or replace function auth.machine_goes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from auth.membership x
    where x.tenant_id = old.tenant_id and x.desk_id = old.desk_id and x.user_id = old.user_id) then return old; end if;
  perform auth.close_machine(m.tenant_id, m.id, null) from auth.machine m
  where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.state = 'live';
  return old;
end $$;

-- Whether somebody's account works and her seat at the desk has begun and not ended.
create function auth.sits_at(p_tenant uuid, p_desk uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = p_tenant and m.desk_id = p_desk and m.user_id = p_user and u.state = 'active' and u.kind = 'person'
      and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now())))
$$;
call internal.definer('auth.sits_at(uuid, uuid, uuid)', 'yorube_definer');

create or replace function auth.confirm_machine(p_id uuid) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  m auth.machine;
begin
  if s.id is null or not ('tenant_admin' = any (auth.my_roles())) then return 'absent'; end if;
  select * into m from auth.machine x where x.tenant_id = s.tenant_id and x.id = p_id and x.state = 'asked' for update;
  if m.id is null then return 'absent'; end if;
  if m.asked_by = s.user_id then return 'own'; end if;
  if m.answers_id = s.user_id then return 'concerned'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  if m.asked_at < now() - interval '24 hours' or not auth.holds_role(s.tenant_id, m.asked_by, 'tenant_admin')
  then return 'stale'; end if;
  update auth.machine set state = 'confirmed', confirmed_by = s.user_id, confirmed_at = now()
  where tenant_id = s.tenant_id and id = p_id;
  return 'done';
end $$;

create or replace function auth.admit_machine(p_id uuid, p_user uuid, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
  p_epochs integer[], p_wraps bytea[], p_macs bytea[], p_lookup bytea, p_session_wrap bytea, p_ends_at bigint, p_mac bytea)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  m auth.machine;
begin
  if s.id is null then return 'absent'; end if;
  select * into m from auth.machine x where x.tenant_id = s.tenant_id and x.id = p_id and x.state = 'confirmed'
    and x.desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])) for update;
  if m.id is null then return 'absent'; end if;
  if s.user_id in (m.asked_by, m.confirmed_by) then return 'alone'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  -- Fourteen days are long: who would answer for it may be gone, or not work here for the time being.
  if m.confirmed_at < now() - interval '14 days' or not auth.sits_at(s.tenant_id, m.desk_id, m.answers_id)
  then return 'stale'; end if;
  if cardinality(p_epochs) = 0 or p_ends_at > extract(epoch from now()) + m.days * 86400 + 60 then return 'absent'; end if;
  insert into auth.staff_user (tenant_id, id, login, display_name, state, kind)
  values (s.tenant_id, p_user, 'machine-' || p_id, m.name, 'active', 'machine');
  insert into auth.user_key (tenant_id, user_id, key_id, public_key, mac)
  values (s.tenant_id, p_user, p_key_id, p_public_key, p_key_mac);
  insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, not_after, wrap, mac)
  select s.tenant_id, m.desk_id, p_user, n.epoch, 'machine', p_ends_at, n.wrap, n.mac
  from unnest(p_epochs, p_wraps, p_macs) as n (epoch, wrap, mac);
  update auth.machine set state = 'live', user_id = p_user, admitted_by = s.user_id, admitted_at = now(),
    ends_at = to_timestamp(p_ends_at), mac = p_mac
  where tenant_id = s.tenant_id and id = p_id;
  insert into auth.session (tenant_id, lookup, user_id, wrap, network_hash, ends_at, machine_id, behind)
  values (s.tenant_id, p_lookup, p_user, p_session_wrap, '', to_timestamp(p_ends_at), p_id, array[m.answers_id, s.user_id]);
  return 'done';
end $$;

-- A bearer that the door refused reads nothing in the rest of that transaction either, and leaves no line that says so.
create or replace function auth.begin_machine(p_sid bytea, p_host text, p_network_hash bytea, p_scope text) returns setof auth.part
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record;
begin
  select * into e from auth.enter_machine(p_sid, p_host, p_network_hash);
  if e.session_id is null then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  return query select 'session', null::uuid, null::uuid, null::uuid, null::uuid, null::bigint, null::integer, null::text,
    null::timestamptz, null::date, null::bytea, null::bytea, to_jsonb(e);
  if not (p_scope = any (e.scopes)) then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  return query select 'membership', m.desk_id, m.user_id, null::uuid, null::uuid, m.not_after, m.epoch, m.role,
    null::timestamptz, null::date, m.wrap, m.mac, to_jsonb(m) - array['wrap', 'mac'] from auth.my_memberships() m;
end $$;

-- 4. Reads. Where little is allowed (three exports a day), half of it is one: many at once were all the first.
create or replace function auth.spend_read() returns trigger
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

-- A program has a budget of its own here as well (0145): a lead was asked to lift a stop at which it did not stand.
create or replace function auth.read_stops()
returns table (user_id uuid, what text, spent integer, stop_after integer, lifts integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.user_id, u.what, u.spent, b.stop_after,
    (select count(*)::integer from auth.read_lift l where l.tenant_id = s.tenant_id and l.user_id = u.user_id
      and l.what = u.what and l.day = (now() at time zone 'Asia/Tokyo')::date)
  from auth.live_session() s
  cross join lateral (
    select r.user_id, r.what, a.kind, count(*)::integer as spent from auth.read_use r
    join auth.staff_user a on a.tenant_id = r.tenant_id and a.id = r.user_id
    where r.tenant_id = s.tenant_id and r.day = (now() at time zone 'Asia/Tokyo')::date
    group by r.user_id, r.what, a.kind) u
  cross join lateral auth.read_budget_of(s.tenant_id, u.kind, u.what) b
  where u.spent >= b.stop_after and s.user_id in (select auth.who_lifts(s.tenant_id, u.user_id))
  limit 200
$$;

-- Two leads who press at the same time lift it once.
create or replace function auth.lift_read_stop(p_id uuid, p_user uuid, p_what text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or s.step_up_until is null or s.step_up_until < now() then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('reads ' || p_user::text, 0));
  if not exists (select from auth.read_stops() r where r.user_id = p_user and r.what = p_what
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

-- 5. Break-glass. What somebody who leads has called not needed is over, and not open for the rest of the hour.
create or replace function auth.my_glass_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select g.compartment_id from auth.live_session() s
    join auth.break_glass b on b.tenant_id = s.tenant_id and b.user_id = s.user_id and b.ends_at > now()
      and b.verdict is distinct from 'not_needed'
    join auth.duty_desk d on d.tenant_id = b.tenant_id and d.desk_id = b.desk_id and d.until is null
    join auth.compartment c on c.tenant_id = b.tenant_id and c.case_id = b.case_id
    join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.id and g.desk_id = d.desk_id
      and g.for_duty and g.basis_id = d.id
    where b.desk_id = any ((select auth.my_desks_as(array['counselor', 'supervisor', 'manager']))::uuid[]))
$$;

-- The appointment is held until what is given on it stands: whoever takes it away waits, and then takes all of it.
create or replace function auth.duty_key()
returns table (id uuid, desk_id uuid, mac bytea, epoch integer, key_id bytea, public_key bytea, key_mac bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.desk_id, d.mac, k.epoch, k.key_id, k.public_key, k.mac
  from auth.duty_desk d
  join auth.desk x on x.tenant_id = d.tenant_id and x.id = d.desk_id
  join auth.desk_key k on k.tenant_id = x.tenant_id and k.desk_id = x.id and k.epoch = x.epoch
  where d.tenant_id = auth.my_tenant() and d.until is null
  for key share of d
$$;

create or replace function auth.appoint_duty_desk(p_approval uuid, p_mac bytea, p_id uuid, p_desk uuid, p_row_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not exists (select from auth.act_approval a where a.tenant_id = tenant and a.id = p_approval
    and a.fields = 'desk_id=' || coalesce(p_desk::text, '')) or not auth.spend_act(p_approval, 'duty.appoint', p_mac)
  then return false; end if;
  if p_desk is not null and not exists (select from auth.desk d where d.tenant_id = tenant and d.id = p_desk and d.kind = 'hub'
    and d.epoch is not null) then return false; end if;
  perform 1 from auth.duty_desk d where d.tenant_id = tenant and d.until is null for update;
  delete from auth.compartment_grant g using auth.duty_desk d
  where d.tenant_id = tenant and d.until is null and g.tenant_id = tenant and g.desk_id = d.desk_id and g.basis_id = d.id;
  update auth.duty_desk set until = now() where tenant_id = tenant and until is null;
  if p_desk is not null then
    insert into auth.duty_desk (tenant_id, id, desk_id, appointed_by, mac) values (tenant, p_id, p_desk, auth.my_user(), p_row_mac);
  end if;
  return true;
end $$;

-- 6. Recovery kits. A set that another one has replaced is to open nothing of today: its copy of a desk's key goes as soon as
-- the desk's present key lies in the newer set, and the set itself when none is left. A renewal still under way keeps them.
create function auth.forget_replaced_kits() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.escrowed_seed e using auth.escrowed_seed n, auth.escrow_key k, auth.desk d
  where n.tenant_id = e.tenant_id and n.desk_id = e.desk_id and n.escrow_epoch > e.escrow_epoch
    and k.tenant_id = n.tenant_id and k.epoch = n.escrow_epoch and k.confirmed_at is not null and k.used_at is null
    and d.tenant_id = n.tenant_id and d.id = n.desk_id and d.epoch = n.epoch
    and not exists (select from auth.desk_renewal r
      where r.tenant_id = e.tenant_id and r.desk_id = e.desk_id and r.finished_at is null);
  delete from auth.escrow_key k
  where exists (select from auth.escrow_key n where n.tenant_id = k.tenant_id and n.epoch > k.epoch
      and n.confirmed_at is not null and n.used_at is null)
    and not exists (select from auth.escrowed_seed e where e.tenant_id = k.tenant_id and e.escrow_epoch = k.epoch);
end $$;
call internal.definer('auth.forget_replaced_kits()', 'yorube_worker');
