-- The duty desk (docs/adr/0016): one hub desk of the tenant holds a key to the core of every case and to each person on it,
-- from the day it was appointed. Row-level security lets its people use such a key only while a break_glass row of their own
-- lives: one case, sixty minutes, with a reason, told at once. Whereabouts and placement are not among it.

create table auth.duty_desk (
  tenant_id uuid not null references auth.tenant,
  -- What the grants of this appointment rest on.
  id uuid not null,
  desk_id uuid not null,
  since timestamptz not null default now(),
  until timestamptz,
  appointed_by uuid not null,
  -- Over tenant, id and desk: a row written behind the vault's back is given no key.
  mac bytea not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references auth.desk
);
create unique index duty_desk_now on auth.duty_desk (tenant_id) where until is null;
call internal.classify('auth.duty_desk', 'tenant_id P, id P, desk_id P, since P, until P, appointed_by P, mac K');
call internal.protect('auth.duty_desk');
grant select on auth.duty_desk to yorube_app;
create policy read on auth.duty_desk for select to yorube_app using (true);

alter table auth.compartment_grant add column for_duty boolean not null default false;
call internal.classify('auth.compartment_grant', 'for_duty P');
grant select (for_duty) on auth.compartment_grant to yorube_app;
-- What a duty desk holds for an emergency is many rows, and none of them is looked at on ordinary days.
create index compartment_grant_shared on auth.compartment_grant (tenant_id, desk_id, compartment_id)
  where basis_id is not null and not for_duty;

create table auth.break_glass (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Her desk, and the one that holds the case: its leads review it.
  desk_id uuid not null,
  case_desk_id uuid not null,
  case_id uuid not null,
  at timestamptz not null default now(),
  ends_at timestamptz not null default now() + interval '60 minutes',
  schema_no integer not null default 1,
  -- Sealed to the desk that holds the case.
  reason bytea not null,
  verdict text check (verdict in ('needed', 'not_needed')),
  reviewed_by uuid,
  reviewed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references auth.staff_user,
  foreign key (tenant_id, case_id) references public.case_,
  check (ends_at <= at + interval '60 minutes'),
  check ((verdict is null) = (reviewed_by is null) and (verdict is null) = (reviewed_at is null) and reviewed_by is distinct from user_id)
);
create index break_glass_user on auth.break_glass (tenant_id, user_id, at desc);
create index break_glass_desk on auth.break_glass (tenant_id, case_desk_id, at desc);
call internal.classify('auth.break_glass', 'tenant_id P, id P, user_id P, desk_id P, case_desk_id P, case_id P, at P, ends_at P, schema_no P, reason S, verdict P, reviewed_by P, reviewed_at P');
call internal.protect('auth.break_glass');
grant select on auth.break_glass to yorube_app;
-- Her own, and those on cases of the desks I lead.
create policy read on auth.break_glass for select to yorube_app using (
  user_id = (select auth.my_user()) or case_desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[]));
create policy not_blocked on auth.break_glass as restrictive to yorube_app
  using (case_id <> all ((select auth.my_blocked_cases())::uuid[]));

-- The compartments that I may open now by a broken glass: while it lives, I still sit at the duty desk, and that desk is one.
create function auth.my_glass_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select g.compartment_id from auth.live_session() s
    join auth.break_glass b on b.tenant_id = s.tenant_id and b.user_id = s.user_id and b.ends_at > now()
    join auth.duty_desk d on d.tenant_id = b.tenant_id and d.desk_id = b.desk_id and d.until is null
    join auth.compartment c on c.tenant_id = b.tenant_id and c.case_id = b.case_id
    join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.id and g.desk_id = d.desk_id
      and g.for_duty and g.basis_id = d.id
    where b.desk_id = any ((select auth.my_desks_as(array['counselor', 'supervisor', 'manager']))::uuid[]))
$$;
call internal.definer('auth.my_glass_compartments()', 'yorube_app');

create or replace function auth.my_shared_compartments() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select g.compartment_id from auth.compartment_grant g
    where g.tenant_id = (select auth.my_tenant()) and g.desk_id = any ((select auth.my_desks())::uuid[])
      and g.basis_id is not null and not g.for_duty
      -- Told by what the key rests on as well, which the vault has signed.
      and not exists (select from auth.duty_desk d where d.tenant_id = g.tenant_id and d.id = g.basis_id)
      and (g.not_after = 0 or g.not_after > extract(epoch from now())))
    || auth.my_glass_compartments()
$$;

create or replace function auth.my_grants(compartments uuid[])
returns table (tenant_id uuid, compartment_id uuid, desk_id uuid, epoch integer, key_id bytea, not_after bigint,
               basis_id uuid, wrap bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.tenant_id, g.compartment_id, g.desk_id, g.epoch, g.key_id, g.not_after, g.basis_id, g.wrap, g.mac
  from auth.compartment_grant g
  join auth.compartment c on c.tenant_id = g.tenant_id and c.id = g.compartment_id
  where g.tenant_id = (select auth.my_tenant()) and g.compartment_id = any (compartments)
    and g.desk_id = any ((select auth.my_desks())::uuid[])
    and (g.not_after = 0 or g.not_after > extract(epoch from now()))
    and (c.case_id is null or c.case_id <> all ((select auth.my_blocked_cases())::uuid[]))
    and (not (g.for_duty or exists (select from auth.duty_desk d where d.tenant_id = g.tenant_id and d.id = g.basis_id))
      or g.compartment_id = any ((select auth.my_glass_compartments())::uuid[]))
$$;

-- To whom the core of a new case is given as well; no row = there is no duty desk.
create function auth.duty_key()
returns table (id uuid, desk_id uuid, mac bytea, epoch integer, key_id bytea, public_key bytea, key_mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, d.desk_id, d.mac, k.epoch, k.key_id, k.public_key, k.mac
  from auth.duty_desk d
  join auth.desk x on x.tenant_id = d.tenant_id and x.id = d.desk_id
  join auth.desk_key k on k.tenant_id = x.tenant_id and k.desk_id = x.id and k.epoch = x.epoch
  where d.tenant_id = auth.my_tenant() and d.until is null
$$;
call internal.definer('auth.duty_key()', 'yorube_app');

-- Appoints one desk, or none, in place of another; what the earlier one held goes. Only for an act that two agreed to, in
-- the transaction that spends it.
create function auth.appoint_duty_desk(p_approval uuid, p_mac bytea, p_id uuid, p_desk uuid, p_row_mac bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := auth.my_tenant();
begin
  if not exists (select from auth.act_approval a where a.tenant_id = tenant and a.id = p_approval
    and a.fields = 'desk_id=' || coalesce(p_desk::text, '')) or not auth.spend_act(p_approval, 'duty.appoint', p_mac)
  then return false; end if;
  if p_desk is not null and not exists (select from auth.desk d where d.tenant_id = tenant and d.id = p_desk and d.kind = 'hub'
    and d.epoch is not null) then return false; end if;
  delete from auth.compartment_grant g using auth.duty_desk d
  where d.tenant_id = tenant and d.until is null and g.tenant_id = tenant and g.desk_id = d.desk_id and g.basis_id = d.id;
  update auth.duty_desk set until = now() where tenant_id = tenant and until is null;
  if p_desk is not null then
    insert into auth.duty_desk (tenant_id, id, desk_id, appointed_by, mac) values (tenant, p_id, p_desk, auth.my_user(), p_row_mac);
  end if;
  return true;
end $$;
call internal.definer('auth.appoint_duty_desk(uuid, bytea, uuid, uuid, bytea)', 'yorube_app');

-- A case number as a keyed token: the number itself stands sealed.
create table auth.case_token (
  tenant_id uuid not null,
  case_id uuid not null,
  token bytea not null,
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references public.case_
);
create index case_token_lookup on auth.case_token (tenant_id, token);
call internal.classify('auth.case_token', 'tenant_id P, case_id P, token K');
call internal.protect('auth.case_token');
grant insert on auth.case_token to yorube_app;
create policy made on auth.case_token for insert to yorube_app with check (
  case_id in (select c.id from public.case_ c where c.desk_id = any ((select auth.my_desks())::uuid[])));

-- Somebody on duty, at the desk that is appointed: her desk, or null.
create function auth.my_duty_desk() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.desk_id from auth.duty_desk d
  where d.tenant_id = (select auth.my_tenant()) and d.until is null
    and d.desk_id = any ((select auth.my_desks_as(array['counselor', 'supervisor', 'manager']))::uuid[])
$$;
call internal.definer('auth.my_duty_desk()', 'yorube_app');

-- By a whole number of a case, or a caller's whole number or whole name on her birth date, as tokens: never by looking
-- around. Says which desk holds it, and nothing else.
create function auth.find_for_duty(p_tokens bytea[]) returns table (case_id uuid, desk_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct c.id, c.desk_id
  from public.case_ c
  join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.compartment_id
    and g.desk_id = (select auth.my_duty_desk()) and g.for_duty
  where c.tenant_id = (select auth.my_tenant()) and c.id <> all ((select auth.my_blocked_cases())::uuid[])
    and not (c.desk_id = any ((select auth.my_desks())::uuid[]))
    and c.id in (
      select n.case_id from auth.case_token n where n.tenant_id = (select auth.my_tenant()) and n.token = any (p_tokens)
      union
      select p.case_id from public.caller_token t join public.person p on p.tenant_id = t.tenant_id and p.id = t.person_id
      where t.tenant_id = (select auth.my_tenant()) and t.token = any (p_tokens) and p.part in ('client', 'child', 'companion'))
  limit 5
$$;
call internal.definer('auth.find_for_duty(bytea[])', 'yorube_app');

-- Which desk holds a case that she may break the glass of; null for everything else.
create function auth.desk_for_duty(p_case uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.desk_id from public.case_ c
  join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.compartment_id
    and g.desk_id = (select auth.my_duty_desk()) and g.for_duty
  where c.tenant_id = (select auth.my_tenant()) and c.id = p_case and c.id <> all ((select auth.my_blocked_cases())::uuid[])
    and not (c.desk_id = any ((select auth.my_desks())::uuid[]))
$$;
call internal.definer('auth.desk_for_duty(uuid)', 'yorube_app');

-- Breaks it: 'done', or why not: 'absent', 'unconfirmed', 'unreviewed' (an earlier one was not looked at yet).
create function auth.break_glass(p_id uuid, p_case uuid, p_case_desk uuid, p_reason bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  duty uuid := auth.my_duty_desk();
  home public.case_;
begin
  if s.id is null or duty is null then return 'absent'; end if;
  if s.step_up_until is null or s.step_up_until < now() then return 'unconfirmed'; end if;
  select c.* into home from public.case_ c
  join auth.compartment_grant g on g.tenant_id = c.tenant_id and g.compartment_id = c.compartment_id and g.desk_id = duty and g.for_duty
  where c.tenant_id = s.tenant_id and c.id = p_case and c.desk_id = p_case_desk and c.id <> all (auth.my_blocked_cases())
    and not (c.desk_id = any (auth.my_desks()));
  if home.id is null then return 'absent'; end if;
  -- One after the other: two at once would both be the first.
  perform 1 from auth.staff_user where tenant_id = s.tenant_id and id = s.user_id for update;
  if exists (select from auth.break_glass b where b.tenant_id = s.tenant_id and b.user_id = s.user_id and b.verdict is null)
  then return 'unreviewed'; end if;
  insert into auth.break_glass (tenant_id, id, user_id, desk_id, case_desk_id, case_id, reason)
  values (s.tenant_id, p_id, s.user_id, duty, home.desk_id, home.id, p_reason);
  insert into public.case_event (tenant_id, id, case_id, desk_id, compartment_id, kind, actor_id, object_id)
  values (s.tenant_id, gen_random_uuid(), home.id, home.desk_id, home.compartment_id, 'glass_broken', s.user_id, s.user_id);
  insert into public.notice (tenant_id, id, desk_id, kind, object_type, object_id, compartment_id, made_by)
  values (s.tenant_id, gen_random_uuid(), home.desk_id, 'case.glass-broken', 'case', home.id, home.compartment_id, s.user_id);
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, compartment_id, made_by)
  select s.tenant_id, gen_random_uuid(), l.user_id, 'glass.to-review', 'glass', p_id, home.compartment_id, s.user_id
  from auth.leads_without_block(s.tenant_id, home.desk_id, home.id, array['supervisor', 'manager']) as l (user_id);
  return 'done';
end $$;
call internal.definer('auth.break_glass(uuid, uuid, uuid, bytea)', 'yorube_app');

-- The look afterwards, by somebody who leads the desk that held the case and did not break it herself.
create function auth.review_glass(p_id uuid, p_verdict text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s auth.session := auth.live_session();
  b auth.break_glass;
begin
  update auth.break_glass x set verdict = p_verdict, reviewed_by = s.user_id, reviewed_at = now()
  where x.tenant_id = s.tenant_id and x.id = p_id and x.verdict is null and x.user_id <> s.user_id
    and x.case_desk_id = any (auth.my_desks_as(array['supervisor', 'manager'])) and x.case_id <> all (auth.my_blocked_cases())
  returning * into b;
  if b.id is null then return false; end if;
  insert into public.notice (tenant_id, id, user_id, kind, object_type, object_id, made_by)
  values (s.tenant_id, gen_random_uuid(), b.user_id, 'glass.reviewed', 'duty', b.id, s.user_id);
  if p_verdict = 'not_needed' then perform auth.tell_auditors('glass.not-needed', 'audit-actor', b.user_id); end if;
  return true;
end $$;
call internal.definer('auth.review_glass(uuid, text)', 'yorube_app');

-- Cores and persons of my desks' cases that were made before there was this duty desk.
create function auth.not_given_to_duty(p_most integer) returns table (compartment_id uuid, owner_desk_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, c.owner_desk_id from auth.compartment c
  join auth.duty_desk d on d.tenant_id = c.tenant_id and d.until is null and d.desk_id <> c.owner_desk_id
  where c.tenant_id = (select auth.my_tenant()) and c.kind in ('core', 'person') and c.case_id is not null
    and c.owner_desk_id = any ((select auth.my_desks_as(array['supervisor', 'manager']))::uuid[])
    and c.case_id <> all ((select auth.my_blocked_cases())::uuid[])
    and not exists (select from auth.compartment_grant g where g.tenant_id = c.tenant_id and g.compartment_id = c.id
      and g.desk_id = d.desk_id)
  limit p_most
$$;
call internal.definer('auth.not_given_to_duty(integer)', 'yorube_app');
