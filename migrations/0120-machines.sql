-- Machine credentials: another program of the office that works for one desk, within named scopes, until a day
-- (docs/adr/0020). A machine has an account, so that who did what, row-level security and the record are the same for it as
-- for people; it has no password, no role of the tenant, and one session without idle end, which is no cookie.
-- Three people make one: an administrator asks, another confirms, and somebody who leads the desk, and so holds its key,
-- wraps that key for the machine. Only she is shown the bearer: administrators alone open nothing.

alter table auth.staff_user add column kind text not null default 'person' check (kind in ('person', 'machine'));
call internal.classify('auth.staff_user', 'kind P');

create table auth.machine (
  tenant_id uuid not null references auth.tenant,
  id uuid not null,
  -- what it is for, in the office's words; never anybody's name
  name text not null check (length(name) between 1 and 60),
  scopes text[] not null check (cardinality(scopes) between 1 and 3
    and scopes <@ array['cases.read', 'search.run', 'consultations.write']),
  desk_id uuid not null,
  -- the colleague of that desk who answers for what it does
  answers_id uuid not null,
  days integer not null check (days between 1 and 365),
  state text not null default 'asked' check (state in ('asked', 'confirmed', 'live', 'ended')),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  -- its account, from the day the desk took it in
  user_id uuid,
  admitted_by uuid,
  admitted_at timestamptz,
  ends_at timestamptz,
  -- over who it is, its desk, scopes and end: rows written behind the vault's back allow nothing
  mac bytea,
  used_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk,
  foreign key (tenant_id, answers_id) references auth.staff_user,
  foreign key (tenant_id, asked_by) references auth.staff_user,
  foreign key (tenant_id, user_id) references auth.staff_user,
  check (confirmed_by <> asked_by and confirmed_by <> answers_id),
  check (admitted_by <> asked_by and admitted_by <> confirmed_by),
  check (state <> 'confirmed' or confirmed_by is not null),
  check (state <> 'live' or (user_id is not null and admitted_by is not null and ends_at is not null and mac is not null))
);
create index machine_newest on auth.machine (tenant_id, asked_at desc);
create unique index machine_account on auth.machine (tenant_id, user_id);
call internal.classify('auth.machine', 'tenant_id P, id P, name P, scopes P, desk_id P, answers_id P, days P, state P, asked_by P, asked_at P, confirmed_by P, confirmed_at P, user_id P, admitted_by P, admitted_at P, ends_at P, mac K, used_at P, ended_by P, ended_at P');
call internal.protect('auth.machine');
grant select (tenant_id, id, name, scopes, desk_id, answers_id, days, state, asked_by, asked_at, confirmed_by, confirmed_at,
  user_id, admitted_by, admitted_at, ends_at, used_at, ended_by, ended_at) on auth.machine to yorube_app;
-- Whoever keeps accounts, and the desk it works for. What machines do, auditors read in the record.
create policy read on auth.machine for select to yorube_app using (
  desk_id = any ((select auth.my_desks())::uuid[]) or 'tenant_admin' = any ((select auth.my_roles())::text[]));

-- The bearer of a machine is a session of its own kind. `behind` are the people for whom a case must not exist either: who
-- answers for it, and who was shown the bearer.
alter table auth.session add column machine_id uuid, add column behind uuid[],
  add foreign key (tenant_id, machine_id) references auth.machine,
  add check ((machine_id is null) = (behind is null));
call internal.classify('auth.session', 'machine_id P, behind P');

create or replace function auth.live_session() returns auth.session
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from auth.session s
  where s.lookup = sha256(decode(nullif(current_setting('yorube.sid', true), ''), 'hex'))
    and s.ends_at > now() and (s.machine_id is not null or s.active_at > now() - interval '15 minutes')
    and (s.replaced_at is null or s.replaced_at > now() - interval '10 seconds')
    and exists (select from auth.staff_user u where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active')
    -- When who answers for it is gone, nobody does.
    and (s.machine_id is null or exists (select from auth.staff_user a
      where a.tenant_id = s.tenant_id and a.id = s.behind[1] and a.state = 'active'))
$$;

create or replace function auth.my_blocked_cases() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select b.case_id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and (b.user_id = s.user_id or b.user_id = any (s.behind)))
$$;
create or replace function auth.my_blocked_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select c.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and (b.user_id = s.user_id or b.user_id = any (s.behind))
    join auth.compartment c on c.tenant_id = b.tenant_id and c.case_id = b.case_id)
$$;
create or replace function auth.my_blocked_people() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select p.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and (b.user_id = s.user_id or b.user_id = any (s.behind))
    join public.person p on p.tenant_id = b.tenant_id and p.case_id = b.case_id)
$$;
create or replace function auth.my_blocked_notes() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select n.id from auth.live_session() s
    join auth.case_block b on b.tenant_id = s.tenant_id and (b.user_id = s.user_id or b.user_id = any (s.behind))
    join public.handover_note n on n.tenant_id = b.tenant_id and n.case_id = b.case_id)
$$;

-- The door of people: a machine's bearer shown as a cookie is nobody's.
create or replace function auth.enter(p_sid bytea, p_is_act boolean, p_host text, p_network_hash bytea)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea,
               step_up_until timestamptz, ends_at timestamptz, active_at timestamptz,
               tenant_name text, is_sample boolean, roles text[], role_macs bytea[], has_pledged boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  perform set_config('yorube.sid', encode(p_sid, 'hex'), true);
  s := auth.live_session();
  if s.id is null then return; end if;
  if s.machine_id is not null then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if s.network_hash is distinct from p_network_hash
     or not exists (select from auth.tenant_for(p_host) t where t.tenant_id = s.tenant_id) then
    perform audit.record_outside(s.tenant_id, s.user_id, 'account.turned-away', 'own-account', 'refused');
    delete from auth.session x where x.tenant_id = s.tenant_id and x.id = s.id;
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if p_is_act and s.active_at < now() - interval '30 seconds' then
    update auth.session x set active_at = now() where x.tenant_id = s.tenant_id and x.id = s.id;
  end if;
  return query
    select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.step_up_until,
           s.ends_at, s.active_at, t.name, t.is_sample, (select auth.my_roles()),
           array(select r.mac from unnest((select auth.my_roles())) with ordinality as mine(role, place)
             join auth.role_assignment r on r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.role = mine.role
             order by mine.place),
           exists (select from auth.pledge p where p.tenant_id = s.tenant_id and p.user_id = s.user_id
             and (p.renew_by is null or p.renew_by >= (now() at time zone 'Asia/Tokyo')::date))
    from auth.staff_user u join auth.tenant t on t.tenant_id = u.tenant_id
    where u.tenant_id = s.tenant_id and u.id = s.user_id and u.state = 'active';
end $$;

-- The door of machines: a person's cookie shown there is nobody's. The network a bearer is first shown from is its own from
-- then on; shown from another one, or under another tenant's name, it ends there and then, like a person's session.
create function auth.enter_machine(p_sid bytea, p_host text, p_network_hash bytea)
returns table (session_id uuid, tenant_id uuid, user_id uuid, login text, display_name text, lookup bytea, wrap bytea,
               ends_at timestamptz, tenant_name text, is_sample boolean,
               machine_id uuid, answers_id uuid, desk_id uuid, scopes text[], machine_ends_at timestamptz, machine_mac bytea)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session;
begin
  perform set_config('yorube.sid', encode(p_sid, 'hex'), true);
  s := auth.live_session();
  if s.id is null then return; end if;
  if s.machine_id is null then
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if (s.network_hash <> '' and s.network_hash <> p_network_hash)
     or not exists (select from auth.tenant_for(p_host) t where t.tenant_id = s.tenant_id) then
    perform audit.record_outside(s.tenant_id, s.user_id, 'machine.turned-away', 'own-account', 'refused');
    perform auth.close_machine(s.tenant_id, s.machine_id, null);
    perform set_config('yorube.sid', '', true);
    return;
  end if;
  if s.network_hash = '' or s.active_at < now() - interval '10 minutes' then
    update auth.session x set network_hash = p_network_hash, active_at = now()
    where x.tenant_id = s.tenant_id and x.id = s.id and x.network_hash in ('', p_network_hash);
    -- Claimed by another network this very moment.
    if not found then
      perform set_config('yorube.sid', '', true);
      return;
    end if;
    update auth.machine m set used_at = now() where m.tenant_id = s.tenant_id and m.id = s.machine_id;
  end if;
  return query
    select s.id, s.tenant_id, s.user_id, u.login, u.display_name, s.lookup, s.wrap, s.ends_at, t.name, t.is_sample,
           m.id, m.answers_id, m.desk_id, m.scopes, m.ends_at, m.mac
    from auth.machine m
    join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
    join auth.tenant t on t.tenant_id = m.tenant_id
    where m.tenant_id = s.tenant_id and m.id = s.machine_id and m.user_id = s.user_id
      and m.state = 'live' and m.ends_at > now();
end $$;

-- One transaction: wraps, bearer and account gone, the desk's key due for renewal. For the functions here only.
create function auth.close_machine(p_tenant uuid, p_id uuid, p_by uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m auth.machine;
begin
  update auth.machine x set state = 'ended', ended_by = p_by, ended_at = now()
  where x.tenant_id = p_tenant and x.id = p_id and x.state <> 'ended' returning * into m;
  if m.user_id is null then return; end if;
  delete from auth.session x where x.tenant_id = p_tenant and x.machine_id = p_id;
  delete from auth.membership x where x.tenant_id = p_tenant and x.user_id = m.user_id;
  update auth.desk set rotate_due_at = coalesce(rotate_due_at, now()) where tenant_id = p_tenant and id = m.desk_id;
  update auth.staff_user set state = 'left', left_at = now() where tenant_id = p_tenant and id = m.user_id;
end $$;

-- However its seat ends (the desk lets it go, the account is closed), the credential ends with it.
create function auth.machine_goes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform auth.close_machine(m.tenant_id, m.id, null) from auth.machine m
  where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.state = 'live';
  return old;
end $$;

-- The first of three. Answers 'done', or why not: 'absent' (no administrator), 'desk' (no hub desk with a key), 'person'
-- (does not sit there today), 'many' (twenty wait already).
create function auth.ask_machine(p_id uuid, p_name text, p_scopes text[], p_desk uuid, p_answers uuid, p_days integer)
returns text language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.session := auth.live_session();
begin
  if s.id is null or not ('tenant_admin' = any (auth.my_roles())) then return 'absent'; end if;
  if not exists (select from auth.desk d where d.tenant_id = s.tenant_id and d.id = p_desk and d.kind = 'hub' and d.epoch is not null)
  then return 'desk'; end if;
  if not exists (
    select from auth.membership m join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
    join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = s.tenant_id and m.desk_id = p_desk and m.user_id = p_answers and u.state = 'active' and u.kind = 'person'
      and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now())))
  then return 'person'; end if;
  if (select count(*) from auth.machine m where m.tenant_id = s.tenant_id and m.state in ('asked', 'confirmed')) >= 20
  then return 'many'; end if;
  insert into auth.machine (tenant_id, id, name, scopes, desk_id, answers_id, days, asked_by)
  values (s.tenant_id, p_id, p_name, p_scopes, p_desk, p_answers, p_days, s.user_id);
  return 'done';
end $$;

-- The second. 'own' (she asked), 'concerned' (she would answer for it), 'unconfirmed', 'stale' (a day is over, or whoever
-- asked is no administrator any more).
create function auth.confirm_machine(p_id uuid) returns text
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
  if m.asked_at < now() - interval '24 hours' or not exists (
    select from auth.role_assignment r join auth.staff_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.state = 'active'
    where r.tenant_id = s.tenant_id and r.user_id = m.asked_by and r.role = 'tenant_admin') then return 'stale'; end if;
  update auth.machine set state = 'confirmed', confirmed_by = s.user_id, confirmed_at = now()
  where tenant_id = s.tenant_id and id = p_id;
  return 'done';
end $$;

-- The third: somebody who leads the desk and has just shown who she is. Her session wraps the desk's key, every epoch of it;
-- what she writes here counts only as far as the vault has signed it. 'alone' = she asked or confirmed herself.
create function auth.admit_machine(p_id uuid, p_user uuid, p_key_id bytea, p_public_key bytea, p_key_mac bytea,
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
  if m.confirmed_at < now() - interval '14 days' then return 'stale'; end if;
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

-- At once, by one: an administrator, or whoever leads the desk. Also what was asked for and not taken in.
create function auth.end_machine(p_id uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  m auth.machine;
begin
  select * into m from auth.machine x where x.tenant_id = s.tenant_id and x.id = p_id and x.state <> 'ended' for update;
  if m.id is null or not ('tenant_admin' = any (auth.my_roles())
    or m.desk_id = any (auth.my_desks_as(array['supervisor', 'manager']))) then return false; end if;
  perform auth.close_machine(s.tenant_id, p_id, s.user_id);
  return true;
end $$;

call internal.definer('auth.enter_machine(bytea, text, bytea)', 'yorube_app');
call internal.definer('auth.close_machine(uuid, uuid, uuid)', 'yorube_definer');
call internal.definer('auth.machine_goes()', 'yorube_definer');
call internal.definer('auth.ask_machine(uuid, text, text[], uuid, uuid, integer)', 'yorube_app');
call internal.definer('auth.confirm_machine(uuid)', 'yorube_app');
call internal.definer('auth.admit_machine(uuid, uuid, bytea, bytea, bytea, integer[], bytea[], bytea[], bytea, bytea, bigint, bytea)', 'yorube_app');
call internal.definer('auth.end_machine(uuid)', 'yorube_app');
create trigger machine_goes after delete on auth.membership
  for each row when (old.role = 'machine') execute function auth.machine_goes();

-- A desk with machines and nobody else would lose its records: only people count as its members.
create or replace function auth.live_members(p_tenant uuid, p_desk uuid, p_without uuid) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct m.user_id)::integer
  from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id
  where m.tenant_id = p_tenant and m.desk_id = p_desk and m.user_id is distinct from p_without and u.state = 'active'
    and u.kind = 'person'
    and m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))
$$;

-- What is done about accounts is done about people's: a machine gets no role, no seat at another desk, no letter.
create policy of_people on auth.account_proposal as restrictive for insert to yorube_app with check (
  not exists (select from auth.staff_user u where u.tenant_id = account_proposal.tenant_id and u.id = account_proposal.user_id and u.kind = 'machine'));
create policy of_people on auth.admission as restrictive for insert to yorube_app with check (
  not exists (select from auth.staff_user u where u.tenant_id = admission.tenant_id and u.id = admission.user_id and u.kind = 'machine'));

-- By the clock: a machine has no idle end, only its day.
create or replace function auth.end_old_sessions() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from auth.session where ends_at <= now() or (machine_id is null and active_at <= now() - interval '15 minutes')
    or replaced_at < now() - interval '1 minute';
  delete from auth.submission where at < now() - interval '7 days';
  delete from auth.sign_in_attempt where at < now() - interval '1 day'
$$;

-- Who may sign in on the sign-in page of a sample: people.
create or replace function auth.sample_accounts(p_tenant uuid)
returns table (user_id uuid, login text, display_name text, roles text[], desks text[], factor_id uuid, secret bytea, last_step bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.login, u.display_name,
    array(select m.role from auth.membership m where m.tenant_id = u.tenant_id and m.user_id = u.id group by m.role)
      || array(select r.role from auth.role_assignment r where r.tenant_id = u.tenant_id and r.user_id = u.id),
    array(select distinct e.name from auth.membership m
      join public.desk_entry e on e.tenant_id = m.tenant_id and e.desk_id = m.desk_id
      where m.tenant_id = u.tenant_id and m.user_id = u.id),
    f.id, f.secret, f.last_step
  from auth.tenant t
  join auth.staff_user u on u.tenant_id = t.tenant_id and u.state = 'active' and u.kind = 'person'
  left join auth.factor f on f.tenant_id = u.tenant_id and f.user_id = u.id and f.kind = 'totp'
  where t.tenant_id = p_tenant and t.is_sample
  order by u.created_at, u.login limit 200
$$;
